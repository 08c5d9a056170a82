using System.Text.Json;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Server.Tests.Releases;

namespace Dtsen.Exchange.Server.Tests.ForeignClients;

/// <summary>A client of another ecosystem, with nothing of ours but the protos and its certificate.</summary>
public class GrpcJsTests
{
    private const string Application = "bpjs-kesehatan.pbi-jk";

    /// <summary>Of Papua, where a NIK is greater than what a JavaScript number holds.</summary>
    private const string Jayapura = "9171";

    [Fact(Timeout = 240_000)]
    public async Task A_client_in_JavaScript_fetches_a_token_over_mutual_TLS_and_looks_up_desil()
    {
        await using var node = await RunningNode.StartAsync();
        var bps = await BpsClient.OfAsync(node);
        var release = await bps.SealedAsync("2026-T1", 1, null, (Jayapura, RankingSample.Families(Jayapura, 10)));
        await bps.PublishAsync(release.Id, ReleaseAudience.First);
        await bps.PublishAsync(release.Id, ReleaseAudience.All);
        node.Certificate(Application);
        var (family, other) = (RankingSample.Family(Jayapura, 6), RankingSample.Family(Jayapura, 7));
        var nik = family.Members[1].NomorIndukKependudukan;

        var answers = await NodeProgram.RunAsync("lookup.cjs", new
        {
            authority = node.Node.Authority,
            exchange = node.Node.Address,
            protos = RepositoryFolder.Inner("protos"),
            ca = node.Ca.Folder.CaCertificate,
            certificate = node.Ca.Folder.ApplicationCertificate(Application),
            key = node.Ca.Folder.ApplicationKey(Application),
            application = Application,
            purpose = "pbi-jk",
            queries = new[]
            {
                new { nik, proof_family_number = family.NomorKartuKeluarga },
                new { nik, proof_family_number = other.NomorKartuKeluarga },
            },
        });

        Assert.Equal(
            Application,
            answers.GetProperty("agreement").GetProperty("answer").GetProperty("application").GetProperty("id").GetString());
        Assert.Equal("UNAUTHENTICATED", answers.GetProperty("withoutToken").GetProperty("status").GetString());
        Assert.Equal([nik, nik], answers.GetProperty("sent").EnumerateArray().Select(sent => sent.GetString()));
        Assert.Equal(
            [("DESIL_OUTCOME_RANKED", 7), ("DESIL_OUTCOME_NOT_FOUND", 0)],
            answers.GetProperty("single").EnumerateArray().Select(single => Told(single.GetProperty("answer").GetProperty("answer"))));
        Assert.Equal(
            [("DESIL_OUTCOME_RANKED", 7), ("DESIL_OUTCOME_NOT_FOUND", 0)],
            answers.GetProperty("bulk").GetProperty("answer").GetProperty("items").EnumerateArray()
                .Select(item => Told(item.GetProperty("answer"))));
        Assert.Equal("2026-T1.v1", answers.GetProperty("single")[0].GetProperty("answer").GetProperty("info").GetProperty("read_at")
            .GetProperty("release").GetString());
    }

    private static (string Outcome, int Desil) Told(JsonElement answer) =>
        (answer.GetProperty("outcome").GetString()!, answer.GetProperty("desil_nasional").GetInt32());
}
