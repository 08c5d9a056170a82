using Dtsen.Exchange.Client.Releases;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Google.Protobuf;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Tests.Releases;

public sealed class AmendReleaseTests(ReleaseNode node) : IClassFixture<ReleaseNode>
{
    private const int Timeout = 120_000;
    private const string Bandung = "3204";
    private const string KotaBandung = "3273";

    private readonly BpsClient _bps = node.Bps;

    [Fact(Timeout = Timeout)]
    public async Task Only_what_changes_travels_and_the_whole_is_sealed_and_published()
    {
        var period = node.NextPeriod();
        var before = RankingSample.Families(Bandung, 40);
        var untouched = RankingSample.Families(KotaBandung, 20);
        var first = await _bps.SealedAsync(period, 1, null, (Bandung, before), (KotaBandung, untouched));
        await _bps.PublishAsync(first.Id, ReleaseAudience.First);

        var begun = await BeginAsync(Request(period, 2, first));
        Assert.Equal((first.SnapshotId, first.SnapshotSeq), (begun.SnapshotId, begun.SnapshotSeq));
        Assert.Equal((first.Id, "wrong desil", "BAST-7/2026"), (
            begun.Amendment.BaseReleaseId, begun.Amendment.Reason, begun.Amendment.BastReference));
        var changed = RankingSample.Family(Bandung, 3);
        (changed.DesilNasional, changed.DesilProvinsi, changed.DesilKabupatenKota) = (5, 5, 5);
        IReadOnlyList<ByteString> changes = [changed.ToByteString(), RemovalOf(5), RankingSample.Family(Bandung, 50).ToByteString()];
        await _bps.UploadAsync(begun.Id, (Bandung, changes));
        var check = await _bps.CheckAsync(begun.Id);

        var sources = new[] { Source(Bandung, before), Source(KotaBandung, untouched) };
        Assert.Empty(await ManifestCheck.CompareAmendmentAsync(check, sources, [Source(Bandung, changes)]));
        Assert.NotEmpty(await ManifestCheck.CompareAmendmentAsync(check, sources, [Source(Bandung, [.. changes.Take(2)])]));
        Assert.NotEmpty(await ManifestCheck.CompareAmendmentAsync(check, [sources[0]], [Source(Bandung, changes)]));
        var content = ReleaseManifest.Parser.ParseFrom(check.Manifest).Amendment;
        Assert.Equal((1, 1, 1), (content.Changed, content.Added, content.Removed));

        var second = (await _bps.SealAsync(begun.Id)).Release;
        Assert.Equal((60, 120), (second.Families, second.People));
        var difference = (await _bps.Releases.CompareReleasesAsync(new CompareReleasesRequest { ReleaseId = second.Id })).Comparison;
        Assert.Equal((1, 1, 1), (difference.NewFamilies, difference.GoneFamilies, difference.Movement[(4 * 11) + 5]));
        await _bps.PublishAsync(second.Id, ReleaseAudience.First);
        var published = node.Published.Before(new ReleaseVersion(Period(period), 3))!;
        Assert.True(published.Files.TryLease(out var lease));
        using var held = lease;
        Assert.True(FamilyNumber.TryParse(changed.NomorKartuKeluarga, out var number));
        Assert.True(lease.Files.Families.TryFindOrNearest(number, out var row));
        Assert.Equal(5, row.Desil.Nasional!.Value.Value);
    }

    [Fact(Timeout = Timeout)]
    public async Task What_would_be_set_aside_stops_an_amendment_until_it_is_sent_again()
    {
        var period = node.NextPeriod();
        var first = await _bps.SealedAsync(period, 1, null, (Bandung, RankingSample.Families(Bandung, 10)));
        var begun = await BeginAsync(Request(period, 2, first));
        var faulty = RankingSample.Family(Bandung, 2);
        faulty.DesilNasional = 11;
        await _bps.UploadAsync(begun.Id, (Bandung, [faulty.ToByteString(), RemovalOf(20)]));

        var refusal = await Refusal.AssertAsync(
            StatusCode.FailedPrecondition, "TOO_MANY_SET_ASIDE", async () => await _bps.CheckAsync(begun.Id));
        Assert.Contains("DESIL_INVALID 1, FAMILY_UNKNOWN 1", refusal.Message);
        Assert.Equal(
            ["families[3204][0].desil_nasional", "families[3204][1].nomor_kartu_keluarga"], Refusal.FieldsOf(refusal));

        using (var upload = await _bps.OpenAsync(begun.Id))
        {
            await upload.RestartAsync(Bandung);
            await upload.EndAsync();
        }

        faulty.DesilNasional = faulty.DesilProvinsi;
        await _bps.UploadAsync(begun.Id, (Bandung, [faulty.ToByteString(), RemovalOf(3)]));
        Assert.Equal(9, (await _bps.SealAsync(begun.Id)).Release.Families);
    }

    [Fact(Timeout = Timeout)]
    public async Task An_amendment_is_of_a_sealed_release_of_the_same_ranking()
    {
        var period = node.NextPeriod();
        var open = await _bps.BeginAsync(period, 1);
        await AssertRefusedAsync("RELEASE_STATE", Request(period, 2, open));
        await AssertRefusedAsync("RELEASE_NOT_FOUND", Request(period, 2, new Release { Id = "r-none", SnapshotId = "x" }));
        var first = await _bps.SealedAsync(period, 3, null, (Bandung, RankingSample.Families(Bandung, 10)));

        foreach (var (field, change) in new (string, Action<BeginReleaseRequest>)[]
        {
            ("version", request => request.Version = 2),
            ("snapshot_id", request => request.SnapshotId = "another"),
            ("amendment.reason", request => request.Amendment.Reason = " "),
            ("amendment.bast_reference", request => request.Amendment.BastReference = ""),
            ("amendment.bast_reference", request => request.Amendment.BastReference = new string('x', 101)),
            ("amendment.reason", request => request.Amendment.Reason = "3204010101200001"),
        })
        {
            var request = Request(period, 4, first);
            change(request);
            Assert.Equal([field], Refusal.FieldsOf(await AssertRefusedAsync("INVALID_FIELD", request)).Distinct());
        }

        var good = Request(period, 4, first);
        var begun = await BeginAsync(good);
        Assert.Equal(begun, await BeginAsync(good));
    }

    private static BeginReleaseRequest Request(string period, int version, Release amended)
    {
        var request = BpsClient.NewRelease($"amend-{period}-{version}", period, version, Period(period).FirstDay);
        request.SnapshotId = amended.SnapshotId;
        request.Amendment = new Amendment { BaseReleaseId = amended.Id, Reason = "wrong desil", BastReference = "BAST-7/2026" };
        return request;
    }

    private static Period Period(string period) =>
        Domain.Period.TryParse(period, out var parsed) ? parsed : throw new ArgumentException("No period.", nameof(period));

    private static ByteString RemovalOf(int row) =>
        new Family { NomorKartuKeluarga = RankingSample.Family(Bandung, row).NomorKartuKeluarga }.ToByteString();

    private static KabupatenSource Source(string code, IReadOnlyList<ByteString> families) =>
        new(code, () => families.Select(family => family.Memory));

    private async Task<Release> BeginAsync(BeginReleaseRequest request) => (await _bps.Releases.BeginReleaseAsync(request)).Release;

    private Task<RpcException> AssertRefusedAsync(string reason, BeginReleaseRequest request) => Refusal.AssertAsync(
        reason switch
        {
            "RELEASE_NOT_FOUND" => StatusCode.NotFound,
            "INVALID_FIELD" => StatusCode.InvalidArgument,
            _ => StatusCode.FailedPrecondition,
        },
        reason,
        async () => await _bps.Releases.BeginReleaseAsync(request));
}
