using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Server.Tests.Sql;
using DesilService = Dtsen.Exchange.Contracts.Desil.V1.DesilService;

namespace Dtsen.Exchange.Server.Tests.Population;

/// <summary>A node with a release of four families, on a database of its own.</summary>
internal sealed class PopulationNode : IAsyncDisposable
{
    public const string Pusdatin = "kemensos.pusdatin";
    public const string KabupatenBandung = "pemda-3204.data-center";
    public const string KotaBandung = "pemda-3273.data-center";

    /// <summary>A couple and their son in Kabupaten Bandung, desil 2, 3, 4.</summary>
    public const string RankedFamily = "3204050101200001";
    public const string Head = "3204050101800001";
    public const string Wife = "3204054202810001";
    public const string Son = "3204050103020001";

    /// <summary>A man and his daughter in Kota Bandung, desil 6, 7, 8.</summary>
    public const string OtherFamily = "3273010202210001";
    public const string OtherHead = "3273011506700002";
    public const string Daughter = "3273014506010002";

    /// <summary>One who lives alone in Kabupaten Bandung, desil 1.</summary>
    public const string AloneFamily = "3204050303190001";
    public const string Alone = "3204050707500007";

    /// <summary>Numbers that nobody has at first.</summary>
    public const string NewFamily = "3204051511260001";
    public const string NextFamily = "3204051611260001";
    public const string Baby = "3204054201260001";
    public const string Newcomer = "3204050203900009";

    private readonly TestDatabase _database;

    private PopulationNode(TestDatabase database, RunningNode node) => (_database, Node) = (database, node);

    public RunningNode Node { get; }

    public TestDatabase Database => _database;

    /// <summary>Starts one and publishes 2026-T3.v1.</summary>
    public static async Task<PopulationNode> StartAsync(ITestDatabases databases)
    {
        var database = await databases.NewAsync();
        var node = new PopulationNode(database, await RunningNode.StartAsync(database: database.Connection));
        await node.Node.PublishAsync("2026-T3.v1", Families(2));
        return node;
    }

    /// <summary>The families, the first of them with this desil.</summary>
    public static Family[] Families(uint desil) =>
    [
        SampleFamilies.Of(
            RankedFamily, SampleFamilies.KabupatenBandung, (desil, desil + 1, desil + 2),
            SampleFamilies.Person(Head, "Budi"), SampleFamilies.Person(Wife, "Siti"), SampleFamilies.Person(Son, "Agus")),
        SampleFamilies.Of(
            OtherFamily, SampleFamilies.KotaBandung, (6, 7, 8),
            SampleFamilies.Person(OtherHead, "Dedi"), SampleFamilies.Person(Daughter, "Rini")),
        SampleFamilies.Of(AloneFamily, SampleFamilies.KabupatenBandung, (1, 1, 1), SampleFamilies.Person(Alone, "Karta")),
    ];

    /// <summary>Looks somebody up today, by NIK and nomor KK.</summary>
    public Task<DesilAnswer> ByKkAsync(string nik, string family, string application = Pusdatin) =>
        GetAsync(new DesilQuery { Nik = nik, ProofFamilyNumber = family }, application);

    /// <summary>Looks somebody up today, by NIK and name.</summary>
    public Task<DesilAnswer> ByNameAsync(string nik, string name, string application = Pusdatin) =>
        GetAsync(new DesilQuery { Nik = nik, Name = name }, application);

    /// <summary>Looks a family up today, by its number and a member.</summary>
    public Task<DesilAnswer> FamilyAsync(string family, string member, string application = Pusdatin) =>
        GetAsync(new DesilQuery { FamilyNumber = family, MemberNik = member }, application);

    public async Task<DesilAnswer> GetAsync(DesilQuery query, string application = Pusdatin, string asOf = "", string period = "") =>
        (await (await DesilAsync(application)).GetDesilAsync(
            new GetDesilRequest { Query = query, AsOfRelease = asOf, ForPeriod = period })).Answer;

    public async Task<DesilService.DesilServiceClient> DesilAsync(string application = Pusdatin) => new(await Node.AsAsync(
        application, ("dtsen-purpose", application == Pusdatin ? "monev" : "perencanaan")));

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        await _database.DisposeAsync();
    }
}
