using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Tests.Releases;

public sealed class ListReleasesTests(ReleaseNode node) : IClassFixture<ReleaseNode>
{
    private const int Timeout = 120_000;
    private const string Bandung = "3204";

    private readonly BpsClient _bps = node.Bps;

    [Fact(Timeout = Timeout)]
    public async Task An_agency_sees_all_of_its_own_and_others_what_is_published_to_them_without_proposals()
    {
        var families = RankingSample.Families(Bandung, 2);
        var all = await _bps.SealedAsync(node.NextPeriod(), 1, null, (Bandung, families));
        var first = await _bps.SealedAsync(node.NextPeriod(), 1, null, (Bandung, families));
        var back = await _bps.SealedAsync(node.NextPeriod(), 1, null, (Bandung, families));
        var open = await _bps.BeginAsync(node.NextPeriod());
        await _bps.PublishAsync(all.Id, ReleaseAudience.First);
        await _bps.PublishAsync(all.Id, ReleaseAudience.All);
        await _bps.PublishAsync(first.Id, ReleaseAudience.First);
        await _bps.PublishAsync(back.Id, ReleaseAudience.First);
        await _bps.ApproveAsync(await _bps.ProposeRollBackAsync(back.Id));
        var waiting = await _bps.ProposeAsync(first.Id, ReleaseAudience.All);

        string[] ids = [all.Id, first.Id, back.Id, open.Id];
        var ours = (await ListAsync(BpsClient.Approver)).Where(release => ids.Contains(release.Id)).ToList();
        Assert.Equal([open.Name, back.Name, first.Name, all.Name], ours.Select(release => release.Name));
        Assert.Equal(
            [ReleaseState.Open, ReleaseState.RolledBack, ReleaseState.Published, ReleaseState.Published],
            ours.Select(release => release.State));
        Assert.Equal([waiting], ours.SelectMany(release => release.Proposals));

        var pusdatin = await ListAsync("kemensos.pusdatin");
        Assert.Equal([first.Name, all.Name], pusdatin.Select(release => release.Name));
        Assert.Empty(pusdatin.SelectMany(release => release.Proposals));
        Assert.Equal([ReleaseAudience.First, ReleaseAudience.All], pusdatin[1].Audiences);

        Assert.Equal([all.Name], (await ListAsync("bpkp.pengawasan")).Select(release => release.Name));
    }

    [Fact(Timeout = Timeout)]
    public async Task The_list_comes_in_pages_newest_first()
    {
        for (var i = 0; i < 5; i++)
        {
            await _bps.BeginAsync(node.NextPeriod());
        }

        var whole = (await _bps.Releases.ListReleasesAsync(new ListReleasesRequest())).Releases.Select(release => release.Name).ToList();
        var names = new List<string>();
        var token = "";
        do
        {
            var page = await _bps.Releases.ListReleasesAsync(new ListReleasesRequest { PageSize = 2, PageToken = token });
            Assert.InRange(page.Releases.Count, 1, 2);
            names.AddRange(page.Releases.Select(release => release.Name));
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        Assert.Equal(whole, names);
        Assert.Equal(names.OrderDescending(StringComparer.Ordinal), names);
    }

    [Theory(Timeout = Timeout)]
    [InlineData(-1, "", "page_size")]
    [InlineData(1001, "", "page_size")]
    [InlineData(0, "nonsense", "page_token")]
    [InlineData(0, "cDE6MjAyNg", "page_token")]
    public async Task A_page_that_makes_no_sense_is_refused(int size, string token, string field)
    {
        var refusal = await Refusal.AssertAsync(
            StatusCode.InvalidArgument,
            "INVALID_FIELD",
            async () => await _bps.Releases.ListReleasesAsync(new ListReleasesRequest { PageSize = size, PageToken = token }));
        Assert.Equal([field], Refusal.FieldsOf(refusal));
    }

    private async Task<IList<Release>> ListAsync(string application) =>
        (await new ReleaseService.ReleaseServiceClient(await node.Node.AsAsync(application))
            .ListReleasesAsync(new ListReleasesRequest())).Releases;
}
