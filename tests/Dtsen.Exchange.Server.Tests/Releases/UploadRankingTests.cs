using Dtsen.Exchange.Contracts.Release.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Tests.Releases;

public sealed class UploadRankingTests(ReleaseNode node) : IClassFixture<ReleaseNode>
{
    private const int Timeout = 120_000;
    private const string Bandung = "3204";
    private const string KotaBandung = "3273";
    private const string Merauke = "9301";

    private readonly BpsClient _bps = node.Bps;

    [Fact(Timeout = Timeout)]
    public async Task Every_page_is_answered_with_what_is_durable_and_twice_changes_nothing()
    {
        var release = await _bps.BeginAsync(node.NextPeriod());
        var families = RankingSample.Families(Bandung, 30);
        using var upload = await _bps.OpenAsync(release.Id);
        Assert.Empty(upload.Opened);

        Assert.Equal(Position(Bandung, 10), await upload.PageAsync(Bandung, 0, families.Take(10)));
        Assert.Equal(Position(Bandung, 10), await upload.PageAsync(Bandung, 0, families.Take(10)));
        Assert.Equal(Position(Bandung, 25), await upload.PageAsync(Bandung, 5, families.Skip(5).Take(20)));
        Assert.Equal(Position(Bandung, 30), await upload.PageAsync(Bandung, 25, families.Skip(25)));
        Assert.Equal(Position(Bandung, 30, true), await upload.CompleteAsync(Bandung, families));
        Assert.Equal(Position(Bandung, 30, true), await upload.CompleteAsync(Bandung, families));
        Assert.Equal(Position(Bandung, 30, true), await upload.PageAsync(Bandung, 25, families.Skip(25)));
        await upload.EndAsync();
    }

    [Fact(Timeout = Timeout)]
    public async Task Several_kabupaten_come_side_by_side_in_one_stream_and_over_several()
    {
        var release = await _bps.BeginAsync(node.NextPeriod());
        string[] codes = [Bandung, KotaBandung, Merauke];
        var families = codes.ToDictionary(code => code, code => RankingSample.Families(code, 200));
        using var one = await _bps.OpenAsync(release.Id);
        using var other = await _bps.OpenAsync(release.Id);

        // All is sent before anything is read: answers of one kabupaten come in its order, whatever the others do.
        for (var row = 0; row < 200; row += 20)
        {
            foreach (var code in codes)
            {
                await one.SendAsync(UploadCall.Page(code, row, families[code].Skip(row).Take(20)));
                await other.SendAsync(UploadCall.Page(code, row, families[code].Skip(row).Take(20)));
            }
        }

        foreach (var upload in new[] { one, other })
        {
            var answers = new List<KabupatenPosition>();
            for (var i = 0; i < 30; i++)
            {
                answers.Add((await upload.ReadAsync()).Position);
            }

            foreach (var kabupaten in answers.GroupBy(answer => answer.KodeKabupatenKota))
            {
                Assert.Equal(10, kabupaten.Count());
                Assert.Equal(kabupaten.Select(answer => answer.Rows).Order(), kabupaten.Select(answer => answer.Rows));
            }
        }

        foreach (var code in codes)
        {
            Assert.Equal(Position(code, 200, true), await one.CompleteAsync(code, families[code]));
        }

        Assert.Equal(600, (await _bps.CheckAsync(release.Id)).Release.Families);
    }

    [Fact(Timeout = Timeout)]
    public async Task After_the_connection_is_cut_the_client_goes_on_behind_the_last_row_acknowledged()
    {
        var release = await _bps.BeginAsync(node.NextPeriod());
        var families = RankingSample.Families(Bandung, 40);
        using (var channel = node.Node.NewChannel(node.Node.Certificate(BpsClient.Uploader)))
        {
            var headers = new Metadata { { "authorization", "Bearer " + await node.Node.TokenAsync(BpsClient.Uploader) } };
            var cut = new UploadCall(new ReleaseService.ReleaseServiceClient(channel).UploadRanking(headers));
            await cut.OpenAsync(release.Id);
            Assert.Equal(15, (await cut.PageAsync(Bandung, 0, families.Take(15))).Rows);
        }

        using var upload = await _bps.OpenAsync(release.Id);
        Assert.Equal([Position(Bandung, 15)], upload.Opened);
        await upload.PageAsync(Bandung, 15, families.Skip(15));
        Assert.True((await upload.CompleteAsync(Bandung, families)).Complete);
    }

    [Fact(Timeout = Timeout)]
    public async Task Rows_that_do_not_follow_are_refused_and_nothing_is_lost()
    {
        var release = await _bps.BeginAsync(node.NextPeriod());
        var families = RankingSample.Families(Bandung, 20);
        using (var gap = await _bps.OpenAsync(release.Id))
        {
            await gap.PageAsync(Bandung, 0, families.Take(5));
            var refusal = await Refusal.AssertAsync(
                StatusCode.InvalidArgument, "ROWS_OUT_OF_ORDER", () => gap.PageAsync(Bandung, 6, families.Skip(6)));
            Assert.Equal(["page.first_row"], Refusal.FieldsOf(refusal));
        }

        using (var falling = await _bps.OpenAsync(release.Id))
        {
            Assert.Equal([Position(Bandung, 5)], falling.Opened);
            var refusal = await Refusal.AssertAsync(
                StatusCode.InvalidArgument,
                "ROWS_OUT_OF_ORDER",
                () => falling.PageAsync(Bandung, 5, [families[5], families[7], families[6]]));
            Assert.Equal(["page.families[2]"], Refusal.FieldsOf(refusal));
            Assert.Contains("row 7", refusal.Status.Detail, StringComparison.Ordinal);
        }

        using var upload = await _bps.OpenAsync(release.Id);
        Assert.Equal([Position(Bandung, 5)], upload.Opened);
        await upload.PageAsync(Bandung, 5, families.Skip(5));
        Assert.True((await upload.CompleteAsync(Bandung, families)).Complete);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_wrong_count_or_digest_is_refused_and_what_was_received_stays()
    {
        var release = await _bps.BeginAsync(node.NextPeriod());
        var families = RankingSample.Families(Bandung, 12);
        var digest = RankingSample.DigestOf(families);
        using (var upload = await _bps.OpenAsync(release.Id))
        {
            await upload.PageAsync(Bandung, 0, families);
            var refusal = await Refusal.AssertAsync(
                StatusCode.FailedPrecondition, "DIGEST_MISMATCH", () => upload.AskAsync(UploadCall.Complete(Bandung, 11, digest)));
            Assert.Equal(["complete.families"], Refusal.FieldsOf(refusal));
        }

        using (var upload = await _bps.OpenAsync(release.Id))
        {
            var wrong = RankingSample.DigestOf(families.Take(11));
            var refusal = await Refusal.AssertAsync(
                StatusCode.FailedPrecondition, "DIGEST_MISMATCH", () => upload.AskAsync(UploadCall.Complete(Bandung, 12, wrong)));
            Assert.Equal(["complete.digest"], Refusal.FieldsOf(refusal));
        }

        using (var upload = await _bps.OpenAsync(release.Id))
        {
            Assert.Equal([Position(Bandung, 12)], upload.Opened);
            await Refusal.AssertAsync(
                StatusCode.FailedPrecondition, "DIGEST_MISMATCH", () => upload.AskAsync(UploadCall.Complete(KotaBandung, 1, digest)));
        }

        using var last = await _bps.OpenAsync(release.Id);
        Assert.True((await last.CompleteAsync(Bandung, families)).Complete);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_complete_kabupaten_takes_no_more_rows_until_it_is_restarted()
    {
        var release = await _bps.BeginAsync(node.NextPeriod());
        var families = RankingSample.Families(Bandung, 12);
        await _bps.UploadAsync(release.Id, (Bandung, [.. families.Take(10)]), (KotaBandung, RankingSample.Families(KotaBandung, 3)));
        using (var more = await _bps.OpenAsync(release.Id))
        {
            Assert.Equal([Position(Bandung, 10, true), Position(KotaBandung, 3, true)], more.Opened);
            await Refusal.AssertAsync(
                StatusCode.FailedPrecondition, "RELEASE_STATE", () => more.PageAsync(Bandung, 10, families.Skip(10)));
        }

        using var upload = await _bps.OpenAsync(release.Id);
        Assert.Equal(Position(Bandung, 0), await upload.RestartAsync(Bandung));
        Assert.Equal(Position(Bandung, 0), await upload.RestartAsync(Bandung));
        Assert.Equal(Position(Bandung, 12), await upload.PageAsync(Bandung, 0, families));
        Assert.True((await upload.CompleteAsync(Bandung, families)).Complete);
        Assert.Equal(15, (await _bps.CheckAsync(release.Id)).Release.Families);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_checked_release_is_opened_again_by_a_change_and_by_nothing_less()
    {
        var release = await _bps.BeginAsync(node.NextPeriod());
        var families = RankingSample.Families(Bandung, 8);
        await _bps.UploadAsync(release.Id, (Bandung, families));
        var check = await _bps.CheckAsync(release.Id);
        using (var again = await _bps.OpenAsync(release.Id))
        {
            Assert.Equal([Position(Bandung, 8, true)], again.Opened);
            await again.PageAsync(Bandung, 0, families);
            await again.CompleteAsync(Bandung, families);
            await again.RestartAsync(KotaBandung);
        }

        Assert.Equal(ReleaseState.Checked, await StateAsync(release.Id));
        await _bps.UploadAsync(release.Id, (KotaBandung, RankingSample.Families(KotaBandung, 4)));
        Assert.Equal(ReleaseState.Open, await StateAsync(release.Id));
        await Refusal.AssertAsync(StatusCode.FailedPrecondition, "RELEASE_STATE", async () => await _bps.Releases.SealReleaseAsync(
            new SealReleaseRequest { ReleaseId = release.Id, Signature = _bps.Sign(check.Manifest) }));

        var second = await _bps.CheckAsync(release.Id);
        Assert.Equal(12, second.Release.Families);
        await Refusal.AssertAsync(StatusCode.InvalidArgument, "SIGNATURE_INVALID", async () => await _bps.Releases.SealReleaseAsync(
            new SealReleaseRequest { ReleaseId = release.Id, Signature = _bps.Sign(check.Manifest) }));
        using (var restart = await _bps.OpenAsync(release.Id))
        {
            await restart.RestartAsync(KotaBandung);
        }

        Assert.Equal(ReleaseState.Open, await StateAsync(release.Id));
        Assert.Equal(check.Manifest, (await _bps.CheckAsync(release.Id)).Manifest);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_sealed_release_takes_nothing()
    {
        var release = await _bps.SealedAsync(node.NextPeriod(), 1, null, (Bandung, RankingSample.Families(Bandung, 3)));
        await Refusal.AssertAsync(StatusCode.FailedPrecondition, "RELEASE_STATE", () => _bps.OpenAsync(release.Id));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_stream_that_was_open_when_the_release_was_sealed_takes_nothing_either()
    {
        var release = await _bps.BeginAsync(node.NextPeriod());
        var families = RankingSample.Families(Bandung, 3);
        using var upload = await _bps.OpenAsync(release.Id);
        await upload.PageAsync(Bandung, 0, families);
        await upload.CompleteAsync(Bandung, families);
        await _bps.SealAsync(release.Id);

        await Refusal.AssertAsync(
            StatusCode.FailedPrecondition,
            "RELEASE_STATE",
            () => upload.PageAsync(KotaBandung, 0, RankingSample.Families(KotaBandung, 1)));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_message_that_breaks_a_rule_names_the_field_and_ends_only_its_stream()
    {
        var release = await _bps.BeginAsync(node.NextPeriod());
        var families = RankingSample.Families(Bandung, 2);
        (UploadRankingRequest Message, string Field)[] wrong =
        [
            (new(), "message"),
            (new() { Open = new OpenUpload { ReleaseId = release.Id } }, "open"),
            (UploadCall.Page("9999", 0, families), "page.kode_kabupaten_kota"),
            (UploadCall.Page(Bandung, -1, families), "page.first_row"),
            (UploadCall.Page(Bandung, 0, []), "page.families"),
            (UploadCall.Page(Bandung, 0, [families[0], ByteString.Empty]), "page.families[1]"),
            (UploadCall.Page(Bandung, 0, [families[0], ByteString.CopyFrom(new byte[(1 << 20) + 1])]), "page.families[1]"),
            (UploadCall.Page(Bandung, 0, Enumerable.Repeat(families[0], 5001)), "page.families"),
            (UploadCall.Complete(Bandung, 1, ByteString.CopyFromUtf8("short")), "complete.digest"),
        ];
        foreach (var (message, field) in wrong)
        {
            using var upload = await _bps.OpenAsync(release.Id);
            var refusal = await Refusal.AssertAsync(StatusCode.InvalidArgument, "INVALID_FIELD", () => upload.AskAsync(message));
            Assert.Equal([field], Refusal.FieldsOf(refusal));
        }

        using var first = new UploadCall(_bps.Releases.UploadRanking());
        await Refusal.AssertAsync(
            StatusCode.InvalidArgument, "INVALID_FIELD", () => first.AskAsync(UploadCall.Page(Bandung, 0, families)));
        using var after = await _bps.OpenAsync(release.Id);
        Assert.Empty(after.Opened);
    }

    [Fact(Timeout = Timeout)]
    public async Task What_was_sent_before_a_message_that_fails_is_acknowledged_still()
    {
        var release = await _bps.BeginAsync(node.NextPeriod());
        var families = RankingSample.Families(Bandung, 10);
        using (var upload = await _bps.OpenAsync(release.Id))
        {
            await upload.SendAsync(UploadCall.Page(Bandung, 0, families));
            await upload.SendAsync(UploadCall.Page("0", 0, families));
            Assert.Equal(Position(Bandung, 10), (await upload.ReadAsync()).Position);
            await Refusal.AssertAsync(StatusCode.InvalidArgument, "INVALID_FIELD", upload.ReadAsync);
        }

        using var after = await _bps.OpenAsync(release.Id);
        Assert.Equal([Position(Bandung, 10)], after.Opened);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_release_that_does_not_exist_is_not_found() =>
        await Refusal.AssertAsync(StatusCode.NotFound, "RELEASE_NOT_FOUND", () => _bps.OpenAsync("r-0"));

    private static KabupatenPosition Position(string kabupaten, long rows, bool complete = false) =>
        new() { KodeKabupatenKota = kabupaten, Rows = rows, Complete = complete };

    private async Task<ReleaseState> StateAsync(string releaseId) =>
        (await _bps.Releases.ListReleasesAsync(new ListReleasesRequest { PageSize = 1000 })).Releases
            .Single(release => release.Id == releaseId).State;
}
