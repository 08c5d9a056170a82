using System.Security.Cryptography;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Server.Releases;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Dtsen.Exchange.Server.Tests.Releases;

public sealed class SealReleaseTests(ReleaseNode node) : IClassFixture<ReleaseNode>
{
    private const int Timeout = 120_000;
    private const string Bandung = "3204";
    private const string KotaBandung = "3273";

    private readonly BpsClient _bps = node.Bps;

    [Fact(Timeout = Timeout)]
    public async Task The_first_call_answers_with_manifest_families_set_aside_and_report_and_so_does_its_repetition()
    {
        var period = node.NextPeriod();
        var release = await _bps.BeginAsync(period);
        var families = RankingSample.Families(Bandung, 1000, (row, family) =>
        {
            if (row == 17)
            {
                family.Members[1].NomorIndukKependudukan = "0";
            }
        });
        var others = RankingSample.Families(KotaBandung, 20);
        await _bps.UploadAsync(release.Id, (Bandung, families), (KotaBandung, others));

        var check = await _bps.CheckAsync(release.Id);

        Assert.Equal(
            (ReleaseState.Checked, 1019L, 2038L, 1L),
            (check.Release.State, check.Release.Families, check.Release.People, check.Release.SetAside));
        var manifest = ReleaseManifest.Parser.ParseFrom(check.Manifest);
        Assert.Equal((release.Id, period, 1), (manifest.ReleaseId, manifest.Period, manifest.Version));
        Assert.Equal(release.SnapshotSeq, manifest.SnapshotSeq);
        Assert.Equal(release.EffectiveFrom, manifest.EffectiveFrom);
        Assert.Equal(
            [(Bandung, 999L), (KotaBandung, 20L)], manifest.Kabupaten.Select(content => (content.KodeKabupatenKota, content.Families)));
        Assert.Equal(RankingSample.DigestOf(families.Where((_, row) => row != 17)), manifest.Kabupaten[0].Digest);
        Assert.Equal(RankingSample.DigestOf(others), manifest.Kabupaten[1].Digest);
        var setAside = Assert.Single(check.SetAside);
        Assert.Equal(
            (Bandung, 17L, SetAsideReason.NikInvalid, "members[1].nomor_induk_kependudukan"),
            (setAside.KodeKabupatenKota, setAside.Row, setAside.Reason, setAside.Field));
        Assert.Equal([0, 102, 102, 102, 102, 102, 102, 102, 101, 102, 102], check.Report.FamiliesByDesil);

        Assert.Equal(check.Manifest, (await _bps.CheckAsync(release.Id)).Manifest);
        await _bps.SealAsync(release.Id);
        var repeated = await _bps.CheckAsync(release.Id);
        Assert.Equal((check.Manifest, check.SetAside, check.Report), (repeated.Manifest, repeated.SetAside, repeated.Report));
        Assert.Equal(ReleaseState.Sealed, repeated.Release.State);
    }

    [Fact(Timeout = Timeout)]
    public async Task What_was_set_aside_is_listed_page_by_page_once_the_release_is_checked()
    {
        var release = await _bps.BeginAsync(node.NextPeriod());
        var request = new ListSetAsideRequest { ReleaseId = release.Id, PageSize = 1 };
        await Refusal.AssertAsync(
            StatusCode.FailedPrecondition, "RELEASE_STATE", async () => await _bps.Releases.ListSetAsideAsync(request));
        var families = RankingSample.Families(Bandung, 2001, (row, family) =>
        {
            if (row is 17 or 900)
            {
                family.DesilNasional = 11;
            }
        });
        await _bps.UploadAsync(release.Id, (Bandung, families));
        var check = await _bps.CheckAsync(release.Id);
        Assert.Equal("", check.NextPageToken);

        var listed = new List<SetAsideFamily>();
        do
        {
            var page = await _bps.Releases.ListSetAsideAsync(request);
            listed.Add(Assert.Single(page.SetAside));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(check.SetAside, listed);
        Assert.Equal([17L, 900L], listed.Select(family => family.Row));
        request.PageToken = "nonsense";
        await Refusal.AssertAsync(
            StatusCode.InvalidArgument, "INVALID_FIELD", async () => await _bps.Releases.ListSetAsideAsync(request));
    }

    [Fact(Timeout = Timeout)]
    public async Task How_far_a_check_is_can_be_asked_while_it_is_at_work()
    {
        var release = await _bps.BeginAsync(node.NextPeriod());
        await _bps.UploadAsync(release.Id, (Bandung, RankingSample.Families(Bandung, 5)));
        var request = new GetSealProgressRequest { ReleaseId = release.Id };
        Assert.False((await _bps.Releases.GetSealProgressAsync(request)).Running);

        Task<SealReleaseResponse> checking;
        using (await node.Node.Services.GetRequiredService<ReleaseUploads>().TakeAsync(release.Id, default))
        {
            checking = _bps.CheckAsync(release.Id);
            await node.Node.UntilAsync(async () => (await _bps.Releases.GetSealProgressAsync(request)).Running);
            var progress = await _bps.Releases.GetSealProgressAsync(request);
            Assert.Equal((0, "waiting for the release"), (progress.Share, progress.What));
        }

        await checking;
        Assert.False((await _bps.Releases.GetSealProgressAsync(request)).Running);
    }

    [Fact(Timeout = Timeout)]
    public async Task Too_many_families_set_aside_fail_the_check_with_counts_and_places_and_without_values()
    {
        var release = await _bps.BeginAsync(node.NextPeriod());
        var families = RankingSample.Families(Bandung, 1000, (row, family) =>
        {
            if (row is 3 or 500)
            {
                family.Members[0].Nama = " ";
            }

            if (row == 700)
            {
                family.DesilNasional = 11;
            }
        });
        await _bps.UploadAsync(release.Id, (Bandung, families));

        var refusal = await Refusal.AssertAsync(
            StatusCode.FailedPrecondition, "TOO_MANY_SET_ASIDE", () => _bps.CheckAsync(release.Id));

        Assert.Equal(
            ["families[3204][3].members[0].nama", "families[3204][500].members[0].nama", "families[3204][700].desil_nasional"],
            Refusal.FieldsOf(refusal));
        Assert.Contains("DESIL_INVALID 1, NAME_INVALID 2", refusal.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("997", refusal.Status.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("Dewi", Refusal.TextOf(refusal), StringComparison.Ordinal);

        // Nothing is lost: the kabupaten is sent again, and the check passes.
        using (var upload = await _bps.OpenAsync(release.Id))
        {
            await upload.RestartAsync(Bandung);
        }

        await _bps.UploadAsync(release.Id, (Bandung, RankingSample.Families(Bandung, 1000)));
        Assert.Equal(1000, (await _bps.CheckAsync(release.Id)).Release.Families);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_refusal_lists_a_hundred_families_at_most()
    {
        var release = await _bps.BeginAsync(node.NextPeriod());
        await _bps.UploadAsync(release.Id, (Bandung, RankingSample.Families(Bandung, 300, (_, family) => family.Members.Clear())));

        var refusal = await Refusal.AssertAsync(
            StatusCode.FailedPrecondition, "TOO_MANY_SET_ASIDE", () => _bps.CheckAsync(release.Id));

        Assert.Equal(100, Refusal.FieldsOf(refusal).Count);
        Assert.Contains("MEMBERS_INVALID 300", refusal.Status.Detail, StringComparison.Ordinal);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_release_is_checked_only_when_every_kabupaten_is_complete()
    {
        var release = await _bps.BeginAsync(node.NextPeriod());
        await Refusal.AssertAsync(StatusCode.FailedPrecondition, "RELEASE_STATE", () => _bps.CheckAsync(release.Id));

        var families = RankingSample.Families(KotaBandung, 2);
        await _bps.UploadAsync(release.Id, (Bandung, RankingSample.Families(Bandung, 2)));
        using var upload = await _bps.OpenAsync(release.Id);
        await upload.PageAsync(KotaBandung, 0, families);
        var refusal = await Refusal.AssertAsync(StatusCode.FailedPrecondition, "RELEASE_STATE", () => _bps.CheckAsync(release.Id));
        Assert.Contains("1 kabupaten were not declared complete: 3273", refusal.Status.Detail, StringComparison.Ordinal);

        // The stream that was open goes on as if nothing had been.
        Assert.True((await upload.CompleteAsync(KotaBandung, families)).Complete);
        Assert.Equal(4, (await _bps.CheckAsync(release.Id)).Release.Families);
    }

    [Fact(Timeout = Timeout)]
    public async Task The_report_compares_with_the_release_before()
    {
        var before = await _bps.SealedAsync(
            node.NextPeriod(), 1, null, (Bandung, RankingSample.Families(Bandung, 5)), ("3201", RankingSample.Families("3201", 2)));
        await _bps.PublishAsync(before.Id, ReleaseAudience.First);
        var release = await _bps.BeginAsync(node.NextPeriod());
        await _bps.UploadAsync(
            release.Id, (Bandung, RankingSample.Families(Bandung, 7)), (KotaBandung, RankingSample.Families(KotaBandung, 3)));

        var report = (await _bps.CheckAsync(release.Id)).Report;

        Assert.Equal(before.Name, report.PreviousRelease);
        Assert.Equal(
            [("3201", 0L, 2L), (Bandung, 7L, 5L), (KotaBandung, 3L, 0L)],
            report.Kabupaten.Select(count => (count.KodeKabupatenKota, count.Families, count.FamiliesBefore)));
    }

    [Fact(Timeout = Timeout)]
    public async Task Only_a_signature_of_a_configured_key_over_the_manifest_seals()
    {
        var release = await _bps.BeginAsync(node.NextPeriod());
        await _bps.UploadAsync(release.Id, (Bandung, RankingSample.Families(Bandung, 2)));
        var signature = _bps.Sign(ByteString.CopyFromUtf8("something else"));
        await RefusedAsync(StatusCode.FailedPrecondition, "RELEASE_STATE", release.Id, signature);

        var manifest = (await _bps.CheckAsync(release.Id)).Manifest;
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var foreign = ByteString.CopyFrom(stranger.SignData(manifest.Span, HashAlgorithmName.SHA256));
        await RefusedAsync(StatusCode.InvalidArgument, "SIGNATURE_INVALID", release.Id, signature);
        await RefusedAsync(
            StatusCode.InvalidArgument, "SIGNATURE_INVALID", release.Id, new ReleaseSignature(signature) { Signature = foreign });
        await RefusedAsync(
            StatusCode.InvalidArgument, "SIGNATURE_INVALID", release.Id, new ReleaseSignature(_bps.Sign(manifest)) { KeyId = "other" });

        var sealing = await _bps.SealAsync(release.Id);
        Assert.Equal((ReleaseState.Sealed, manifest), (sealing.Release.State, sealing.Manifest));
        await RefusedAsync(
            StatusCode.InvalidArgument, "SIGNATURE_INVALID", release.Id, new ReleaseSignature(signature) { Signature = foreign });
    }

    [Fact(Timeout = Timeout)]
    public async Task Calls_that_seal_the_same_release_at_once_all_get_the_same_answer()
    {
        var release = await _bps.BeginAsync(node.NextPeriod());
        await _bps.UploadAsync(release.Id, (Bandung, RankingSample.Families(Bandung, 500)));

        var checks = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _bps.CheckAsync(release.Id)));
        var manifest = Assert.Single(checks.Select(check => check.Manifest).Distinct());
        Assert.All(checks, check => Assert.Equal(ReleaseState.Checked, check.Release.State));

        // Each signature differs, and all hold.
        var sealings = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _bps.Releases.SealReleaseAsync(
            new SealReleaseRequest { ReleaseId = release.Id, Signature = _bps.Sign(manifest) }).ResponseAsync));
        Assert.All(sealings, sealing => Assert.Equal((ReleaseState.Sealed, manifest), (sealing.Release.State, sealing.Manifest)));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_check_whose_caller_hung_up_is_there_for_the_next_call()
    {
        var release = await _bps.BeginAsync(node.NextPeriod());
        await _bps.UploadAsync(release.Id, (Bandung, RankingSample.Families(Bandung, 9)));
        using (var hangUp = new CancellationTokenSource())
        {
            // Somebody has the release, so that the check cannot end before its caller is gone.
            using var alone = await node.Node.Services.GetRequiredService<ReleaseUploads>().TakeAsync(release.Id, default);
            var check = node.Node.Services.GetRequiredService<Sealing>().CheckAsync(release.Id, hangUp.Token);
            await hangUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => check);
        }

        var releases = new ListReleasesRequest { PageSize = 1000 };
        await node.Node.UntilAsync(async () => (await _bps.Releases.ListReleasesAsync(releases)).Releases
            .Single(one => one.Id == release.Id).State == ReleaseState.Checked);
        Assert.Equal(9, (await _bps.CheckAsync(release.Id)).Release.Families);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_request_that_breaks_a_rule_or_a_release_that_does_not_exist_is_refused()
    {
        var refusal = await Refusal.AssertAsync(
            StatusCode.InvalidArgument, "INVALID_FIELD", async () => await _bps.Releases.SealReleaseAsync(new SealReleaseRequest()));
        Assert.Equal(["release_id"], Refusal.FieldsOf(refusal));
        await Refusal.AssertAsync(StatusCode.NotFound, "RELEASE_NOT_FOUND", () => _bps.CheckAsync("r-0"));
    }

    private Task<RpcException> RefusedAsync(StatusCode code, string reason, string releaseId, ReleaseSignature signature) =>
        Refusal.AssertAsync(code, reason, async () => await _bps.Releases.SealReleaseAsync(
            new SealReleaseRequest { ReleaseId = releaseId, Signature = signature }));
}
