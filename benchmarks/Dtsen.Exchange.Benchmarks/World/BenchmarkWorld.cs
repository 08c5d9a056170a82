using System.Buffers.Binary;
using System.Text.Json.Nodes;
using Dtsen.Exchange.Benchmarks.Harness;
using Dtsen.Exchange.Client;
using Dtsen.Exchange.Pki;
using Dtsen.Exchange.Register.People;
using Dtsen.Exchange.Sandbox;
using Dtsen.Exchange.Sandbox.Nodes;
using Dtsen.Exchange.Sandbox.World;
using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Benchmarks.World;

/// <summary>
/// What the nodes of a benchmark start from: PKI, configuration, and the data of a node to which BPS has published a nation, by the real
/// way. Each side gets a copy of the data; the release itself, which nobody writes to, they share.
/// </summary>
/// <param name="root">Its folder.</param>
internal sealed class BenchmarkWorld(string root)
{
    /// <summary>The application that asks.</summary>
    public const string Application = "bpjs-kesehatan.pbi-jk";

    private const string Agency = "bpjs-kesehatan";
    private const string Sides = "sides";

    /// <summary>What the application says of its calls.</summary>
    public static CallContext Context { get; } = new() { Purpose = "pbi-jk", Reference = "PBI-0001" };

    /// <summary>Certificates and keys.</summary>
    public PkiFolder Pki { get; } = new PkiFolder(Path.Combine(root, "pki"));

    /// <summary>Data of the node to which the nation was published.</summary>
    private string DataFolder => Path.Combine(root, Sides, "published");

    private string ConfigFolder => Path.Combine(root, "config");

    /// <summary>Folder of the release that was published.</summary>
    public string ReleaseFolder => ReleaseFolderIn(DataFolder);

    private string Done => Path.Combine(root, "done");

    /// <summary>A node as it is served, on the folder of a side.</summary>
    public static ServerProgram Node { get; } = new("node", (folder, cancellation) => StartNodeAsync(folder, null, cancellation));

    /// <summary>Makes PKI and configuration, or finds them in the run's folder.</summary>
    public static async Task<BenchmarkWorld> PrepareEmptyAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        var root = Path.Combine(run.Folder, $"world-{run.People}-{run.Seed}");
        var world = new BenchmarkWorld(root);
        if (!Directory.Exists(Path.Combine(root, Sides)))
        {
            await world.MakeAsync(cancellation);
        }

        return world;
    }

    /// <summary>Makes PKI and configuration and publishes the nation to a node, or finds all of it in the run's folder.</summary>
    public static async Task<BenchmarkWorld> PrepareAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        var world = await PrepareEmptyAsync(run, cancellation);
        if (!File.Exists(world.Done))
        {
            run.Say($"Publishing {run.People} people to a node.");
            var nation = BenchmarkNation.Of(run);
            await using var server = await ServerProcess.StartAsync(Node, world.NewFolder(Path.GetFileName(world.DataFolder)));
            await using var publication = new Publication(world, server);
            run.Say(Publication.Describe(run.People, await publication.PublishAsync(nation, 1, cancellation)));
            await File.WriteAllBytesAsync(world.Done, [], cancellation);
        }

        return world;
    }

    /// <summary>Gives a side an empty folder.</summary>
    public string NewFolder(string name)
    {
        var folder = Path.Combine(root, Sides, name);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        return folder;
    }

    /// <summary>Gives a side a data folder of its own, as the world's node left it.</summary>
    public string NewSide(string name) => LinkedSide(name, DataFolder);

    /// <summary>
    /// The same where a second release of the nation is sealed, and not published. It is made where the run's folder does not have it.
    /// </summary>
    public async Task<string> NewSideWithSuccessorAsync(BenchmarkRun run, string name, CancellationToken cancellation)
    {
        const string successor = "successor";
        var done = Path.Combine(root, successor + ".done");
        if (!File.Exists(done))
        {
            run.Say("Sealing a second release of the nation.");
            await using var server = await ServerProcess.StartAsync(Node, NewSide(successor));
            await using var publication = new Publication(this, server);
            await publication.SealAsync(BenchmarkNation.Of(run), 2, cancellation);
            await File.WriteAllBytesAsync(done, [], cancellation);
        }

        return LinkedSide(name, Path.Combine(root, Sides, successor));
    }

    // Nobody writes to a release that is sealed: sides share them, each by a link.
    private string LinkedSide(string name, string from)
    {
        var folder = NewFolder(name);
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        foreach (var inner in new[] { "releases", Path.Combine("artefacts", "releases") })
        {
            Directory.CreateDirectory(Path.Combine(folder, inner));
            foreach (var release in Directory.GetDirectories(Path.Combine(from, inner)))
            {
                Directory.CreateSymbolicLink(Path.Combine(folder, inner, Path.GetFileName(release)), release);
            }
        }

        return folder;
    }

    /// <summary>Folder of the only release of a node.</summary>
    /// <param name="dataFolder">Data of the node.</param>
    public static string ReleaseFolderIn(string dataFolder) => Path.GetDirectoryName(
        Directory.GetFiles(Path.Combine(dataFolder, "releases"), PeopleTable.FileName, SearchOption.AllDirectories).Single())!;

    /// <summary>Folder of the certificates, seen from the folder of a side.</summary>
    public static string PkiFolderOf(string side) => Path.Combine(RootOf(side), "pki");

    /// <summary>Starts a node on the folder of a side.</summary>
    /// <param name="side">A folder by <see cref="NewSide"/>.</param>
    /// <param name="configure">Changes the host, where the side is to differ from what is served.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<StartedServer> StartNodeAsync(string side, Action<ILoggingBuilder>? configure, CancellationToken cancellation)
    {
        var root = RootOf(side);
        var node = await ExchangeNode.StartAsync(
            new ExchangeNodeOptions
            {
                PkiFolder = PkiFolderOf(side),
                ConfigFolder = Path.Combine(root, "config"),
                DataFolder = side,
                Logging = logging =>
                {
                    logging.ClearProviders();
                    configure?.Invoke(logging);
                },
            },
            cancellation);
        return new StartedServer(node.Address, node.Authority, node);
    }

    /// <summary>Has the agreement of the application name these variables, for nodes that start from here on.</summary>
    /// <returns>Those that it named before.</returns>
    public string[] Grant(params string[] variables)
    {
        string[] before = [];
        Configuration.EditPartner(ConfigFolder, Agency, partner =>
        {
            var agreement = partner["applications"]![0]!["agreement"]!;
            before = [.. agreement["variables"]!.AsArray().Select(variable => (string)variable!)];
            agreement["variables"] = new JsonArray([.. variables.Select(variable => JsonValue.Create(variable))]);
        });
        return before;
    }

    /// <summary>A client of the application, with a connection of its own.</summary>
    public ExchangeClient NewClient(ServerProcess server) => new(ConnectionTo(server));

    /// <summary>With what the application connects to a server.</summary>
    public ExchangeClientOptions ConnectionTo(ServerProcess server) => ConnectionTo(server, Application);

    /// <summary>With what any application connects to a server.</summary>
    public ExchangeClientOptions ConnectionTo(ServerProcess server, string application) => ExchangeClientOptions.FromPem(
        server.Address, server.Authority, application, Pki.ApplicationCertificate(application), Pki.ApplicationKey(application),
        Pki.CaCertificate);

    /// <summary>Everybody of the register: NIK and nomor KK. A copy, so that who draws from it does not read the server's pages.</summary>
    public ReadOnlyMemory<PersonNumbers> ReadPeople()
    {
        using var table = PeopleTable.Open(ReleaseFolder);
        var people = new PersonNumbers[table.Count];
        var at = 0;
        foreach (var row in table.Rows)
        {
            people[at++] = new PersonNumbers(
                BinaryPrimitives.ReadUInt64LittleEndian(row),
                BinaryPrimitives.ReadUInt64LittleEndian(row[PersonLayout.FamilyNumberAt..]));
        }

        return people;
    }

    private static string RootOf(string side) => Path.GetFullPath(Path.Combine(side, "..", ".."));

    private async Task MakeAsync(CancellationToken cancellation)
    {
        if (Directory.Exists(root))
        {
            Directory.Delete(root, recursive: true);
        }

        var sandbox = new SandboxOptions { DataFolder = root, ConfigFolder = Path.Combine(Repository.Root, "config") };
        await (await SandboxWorld.StartAsync(sandbox, cancellation)).DisposeAsync();
        LiftLimits(ConfigFolder);
        Directory.CreateDirectory(Path.Combine(root, Sides));
    }

    /// <summary>No side is to be slowed by the limits of an agreement.</summary>
    private static void LiftLimits(string config) => Configuration.EditPartner(config, Agency, partner =>
    {
        foreach (var limits in new[] { partner["agency"]!["limits"]!, partner["applications"]![0]!["agreement"]!["limits"]! })
        {
            limits["calls_per_second"] = 1_000_000;
            limits["numbers_per_second"] = 100_000_000;
            limits["calls_per_day"] = 10_000_000_000;
            limits["numbers_per_day"] = 1_000_000_000_000;
        }

        partner["applications"]![0]!["agreement"]!["limits"]!["misses_per_day"] = 1_000_000_000;
    });
}
