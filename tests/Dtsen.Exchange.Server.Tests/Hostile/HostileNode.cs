using System.Text.Json.Nodes;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Server.Gate;
using Dtsen.Exchange.Server.Tests.Desil;
using Dtsen.Exchange.Server.Tests.Releases;
using Google.Protobuf;

namespace Dtsen.Exchange.Server.Tests.Hostile;

/// <summary>
/// A node at work, and an agency whose agreements let every method through: releases are published, sealed and open, a proposal waits, and
/// the texts of an attack name them.
/// </summary>
internal sealed class HostileNode : IAsyncDisposable
{
    public const string Agency = "uji-serang";
    public const string Purpose = "uji";

    private const string Approve = "release.approve";
    private const int Plenty = 1_000_000_000;

    private readonly Dictionary<string, HttpClient> _clients = [];

    private HostileNode(RunningNode node) => Node = node;

    public RunningNode Node { get; }

    public PlausibleMessages Plausible { get; private set; } = null!;

    /// <summary>What no message may repeat: numbers and names of people, most of each.</summary>
    public static IReadOnlyList<string> Secrets { get; } =
        [.. new[] { DesilNode.Head, DesilNode.Spouse, DesilNode.Family, DesilNode.UnknownNik }.Select(number => number[3..15]), "Santoso"];

    public static async Task<HostileNode> StartAsync(string? database = null)
    {
        var hostile = new HostileNode(
            await RunningNode.StartAsync(database: database, tokenLifetime: TimeSpan.FromHours(1), prepare: Write));
        try
        {
            await hostile.PrepareAsync();
            return hostile;
        }
        catch
        {
            await hostile.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends a call as an application that may make it.</summary>
    public Task<RawReply> CallAsync(HostileCall call, CancellationToken cancellation)
    {
        var client = _clients[ApplicationFor(call.Method.Access.Scope)];
        return RawHttpCall.SendAsync(client, call.Method.FullName, call.Content, call.Headers, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }

        await Node.DisposeAsync();
    }

    /// <summary>Publishes a release, and finds a person in it.</summary>
    public async Task WorksAsync(string release)
    {
        await Node.PublishAsync(release, Families);
        var client = new Contracts.Desil.V1.DesilService.DesilServiceClient(
            await Node.AsAsync("bpjs-kesehatan.pbi-jk", ("dtsen-purpose", "pbi-jk")));
        var answer = await client.GetDesilAsync(new Contracts.Desil.V1.GetDesilRequest
        {
            Query = GetDesilTests.ByNik(DesilNode.Head, DesilNode.HeadName), ForPeriod = release[..7],
        });
        Assert.Equal(2u, answer.Answer.DesilNasional);
    }

    private static Family[] Families { get; } =
    [
        SampleFamilies.Of(
            DesilNode.Family, SampleFamilies.KabupatenBandung, (2, 3, 4), SampleFamilies.Person(DesilNode.Head, DesilNode.HeadName),
            SampleFamilies.Person(DesilNode.Spouse, DesilNode.SpouseName)),
    ];

    private static string ApplicationFor(string scope) => $"{Agency}.{(scope == Approve ? "setuju" : "utama")}";

    private static void Write(RunningNode node)
    {
        var today = DateOnly.FromDateTime(node.Time.GetUtcNow().UtcDateTime);
        var applications = new JsonArray();
        foreach (var approves in new[] { false, true })
        {
            var scopes = ServiceList.Methods.Select(method => method.Access.Scope).Distinct().Where(scope => scope == Approve == approves);
            var agreement = new JsonObject
            {
                ["id"] = $"{Agency}-{approves}", ["level"] = 4, ["scopes"] = new JsonArray([.. scopes.Select(scope => (JsonNode)scope)]),
                ["wilayah"] = new JsonArray("nation"), ["variables"] = new JsonArray("*"), ["purposes"] = new JsonArray(Purpose),
                ["required_proof"] = "any", ["valid_from"] = today.AddYears(-1).ToString("O"),
                ["valid_until"] = today.AddYears(1).ToString("O"), ["release_audience"] = "first", ["bast"] = "BAST-uji",
                ["re_share"] = false, ["limits"] = Unlimited(),
            };
            agreement["limits"]!["misses_per_day"] = Plenty;
            applications.Add((JsonNode)new JsonObject
            {
                ["id"] = ApplicationFor(approves ? Approve : ""), ["name"] = "uji", ["agreement"] = agreement,
            });
        }

        var agency = new JsonObject { ["id"] = Agency, ["name"] = "Uji", ["limits"] = Unlimited() };
        File.WriteAllText(
            Path.Combine(node.ConfigFolder, "partners", Agency + ".json"),
            new JsonObject { ["agency"] = agency, ["applications"] = applications }.ToJsonString());
    }

    private static JsonObject Unlimited() => new()
    {
        ["calls_per_second"] = Plenty, ["numbers_per_second"] = Plenty, ["calls_per_day"] = Plenty, ["numbers_per_day"] = Plenty,
    };

    private async Task PrepareAsync()
    {
        await Node.PublishAsync("2026-T2.v1", Families);
        foreach (var scope in new[] { "", Approve })
        {
            var application = ApplicationFor(scope);
            var client = _clients[application] = Node.NewHttpClient(Node.Certificate(application));
            client.DefaultRequestHeaders.Add("authorization", "Bearer " + await Node.TokenAsync(application));
            client.DefaultRequestHeaders.Add("dtsen-purpose", Purpose);
        }

        var releases = new ReleaseService.ReleaseServiceClient(await Node.AsAsync(ApplicationFor(""), ("dtsen-purpose", Purpose)));
        var ids = new List<string>();
        foreach (var version in new[] { 1, 2 })
        {
            var request = BpsClient.NewRelease($"siap-{version}", "2025-T4", version, new DateOnly(2026, 1, 1));
            ids.Add((await releases.BeginReleaseAsync(request)).Release.Id);
        }

        using var upload = new UploadCall(releases.UploadRanking());
        await upload.OpenAsync(ids[1]);
        var families = RankingSample.Families("3204", 20);
        await upload.PageAsync("3204", 0, families);
        await upload.CompleteAsync("3204", families);
        await upload.EndAsync();
        await releases.SealReleaseAsync(new SealReleaseRequest { ReleaseId = ids[1] });
        Plausible = new PlausibleMessages(
            Texts(ids), [.. Families.Append(RankingSample.Family("3273", 1)).Select(family => family.ToByteArray())]);
    }

    private static Dictionary<string, string[]> Texts(IEnumerable<string> releases) => new(StringComparer.Ordinal)
    {
        ["nik"] = [DesilNode.Head, DesilNode.Spouse, DesilNode.UnknownNik],
        ["member_nik"] = [DesilNode.Head, DesilNode.Spouse],
        ["family_number"] = [DesilNode.Family, DesilNode.UnknownFamily],
        ["proof_family_number"] = [DesilNode.Family, DesilNode.UnknownFamily],
        ["name"] = [DesilNode.HeadName, DesilNode.SpouseName],
        ["release_id"] = [.. releases],
        ["for_period"] = ["", "2026-T2", "2025-T4"],
        ["period"] = ["2025-T2", "2025-T3", "2026-T1"],
        ["kode_kabupaten_kota"] = ["3204", "3273", "3578"],
        ["page_token"] = ["", Paging.Write("2026-T1.v1"), Paging.Write("bps"), Paging.Write("x")],
        ["agency_id"] = ["pln", "bpkp", "tidak-ada"],
        ["application_id"] = ["pln.pelanggan", "bpkp.pengawasan"],
        ["agreement_id"] = ["PKS-DTSEN-PLN-1/2026"],
        ["certificate_serial"] = ["0A1B2C3D4E5F60718293A4B5C6D7E8F9"],
        ["reason"] = ["uji serangan"],
    };
}
