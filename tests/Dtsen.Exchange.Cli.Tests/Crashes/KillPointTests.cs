using System.Text.RegularExpressions;
using Dtsen.Exchange.Cli.Tests.Serving;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Tests.Faults;

namespace Dtsen.Exchange.Cli.Tests.Crashes;

/// <summary>
/// A node that ends right before each kind of step that it takes on the disk while a release is uploaded, sealed and published, and in the
/// middle of each write. The steps name themselves: they are those that one undisturbed release took.
/// </summary>
public partial class KillPointTests(ITestOutputHelper output)
{
    private const string Database = "exchange.db";

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(120);

    private readonly List<KillPoint> _missed = [];

    [Fact(Timeout = 7_200_000)]
    public async Task Whatever_step_a_node_dies_at_a_release_is_whole_and_everything_acknowledged_is_there()
    {
        NeededDisk.Require();
        var points = await DieAsync(all => Chosen(all).Take(PublishKillTests.KillsOfANode));
        Assert.True(points.Count > 40, $"{points.Count} points: the disk was not watched.");
        var chosen = Chosen(points);
        foreach (var some in chosen.Skip(PublishKillTests.KillsOfANode).Chunk(PublishKillTests.KillsOfANode))
        {
            await DieAsync(_ => some);
        }

        output.WriteLine($"{points.Count} points, died at {chosen.Count - _missed.Count} of {chosen.Count}.");

        // What else writes to the database moves its steps about.
        Assert.DoesNotContain(_missed, point => !point.Name.Contains(Database, StringComparison.Ordinal));
    }

    /// <summary>A node of its own, which publishes a release undisturbed, and then dies at each point in turn.</summary>
    /// <returns>Every point of the first release.</returns>
    private async Task<IReadOnlyList<KillPoint>> DieAsync(Func<IReadOnlyList<KillPoint>, IEnumerable<KillPoint>> choose)
    {
        using var folder = new TemporaryFolder();
        await using var exchange = new RunningExchange { IsEmpty = true };
        using var disk = new FaultyDisk(exchange.Data, folder.Inner("control"));
        exchange.Environment = disk.Environment;
        await exchange.InitializeAsync();
        var published = new ReleaseVersion(RunningExchange.Period, 1);
        var all = await PointsAsync(exchange, disk, new RankingWork(published, new AckedFile(folder.Inner("first"))));
        foreach (var point in choose(all))
        {
            var next = new ReleaseVersion(published.Period, published.Version + 1);
            var acked = new AckedFile(folder.Inner($"{next}"));
            if (!await DiesAsync(exchange, disk, new RankingWork(next, acked), point))
            {
                _missed.Add(point);
            }

            var lost = await Record.ExceptionAsync(() => new RankingWork(next, acked).AssertGoesOnAsync(exchange, published));
            Assert.True(lost is null, $"{point}: {lost}");
            output.WriteLine($"{point}");
            published = next;
        }

        return all;
    }

    /// <summary>Every kind of step of one release, in the order in which they came; of the database each one.</summary>
    private static async Task<IReadOnlyList<KillPoint>> PointsAsync(RunningExchange exchange, FaultyDisk disk, RankingWork work)
    {
        var id = await work.BeginAsync(exchange);
        disk.Work();
        await work.RunAsync(exchange, default).WaitAsync(Bound);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var points = new List<KillPoint>();
        foreach (var step in disk.Steps)
        {
            var name = NewName().Replace(step.Replace(id, KillPoint.AnyRelease, StringComparison.Ordinal), "");
            var isDatabase = name.Contains(Database, StringComparison.Ordinal);
            var isWrite = name.StartsWith("write ", StringComparison.Ordinal);
            var number = counts[name] = counts.GetValueOrDefault(name) + 1;
            if (isDatabase || (number == 1 && name.Contains(KillPoint.AnyRelease, StringComparison.Ordinal)))
            {
                // A commit of the database is many writes and one sync: all syncs, and some of the writes.
                points.AddRange(isWrite && isDatabase ? (number % 5 == 0 ? [new(name, number, true)] : [])
                    : isWrite ? [new(name, number, false), new(name, number, true)]
                    : [new(name, number, false)]);
            }
        }

        return points;
    }

    /// <summary>What is new in a name each time: a point is known by what stands before.</summary>
    [GeneratedRegex(@"[0-9a-f]{32}\.tmp$")]
    private static partial Regex NewName();

    /// <summary>All of them in the long form; else some, which are others for another seed.</summary>
    private static IReadOnlyList<KillPoint> Chosen(IReadOnlyList<KillPoint> points)
    {
        if (System.Environment.GetEnvironmentVariable("DTSEN_LONG") == "1")
        {
            return points;
        }

        var files = points.Where(point => !point.Name.Contains(Database, StringComparison.Ordinal)).ToArray();
        new Random(5).Shuffle(files);
        return files[..3];
    }

    /// <summary>Works until the node dies, and starts it again.</summary>
    /// <returns>False where it did not die.</returns>
    private static async Task<bool> DiesAsync(RunningExchange exchange, FaultyDisk disk, RankingWork work, KillPoint point)
    {
        var name = point.Name.Replace(KillPoint.AnyRelease, await work.BeginAsync(exchange), StringComparison.Ordinal);
        using var killed = new CancellationTokenSource();
        if (point.Torn)
        {
            disk.Tear(point.Number, name);
        }
        else
        {
            disk.Kill(point.Number, name);
        }

        var working = work.RunAsync(exchange, killed.Token);
        await Task.WhenAny(working, exchange.EndedAsync()).WaitAsync(Bound);
        var died = await exchange.HasEndedAsync();
        await killed.CancelAsync();
        try
        {
            await working.WaitAsync(Bound);
        }
        catch (Exception fault) when (RunningExchange.IsGone(fault, killed.Token))
        {
        }

        disk.Work();
        await exchange.KillAsync();
        await exchange.StartAsync();
        return died;
    }
}

/// <summary>A step at which a node dies.</summary>
/// <param name="Name">What is done, and to which file below the data folder.</param>
/// <param name="Number">The how manieth of this name.</param>
/// <param name="Torn">Whether half of the step is done.</param>
internal sealed record KillPoint(string Name, int Number, bool Torn)
{
    /// <summary>Stands for the id of the release.</summary>
    public const string AnyRelease = "<release>";

    public override string ToString() => $"{(Torn ? "half of " : "")}{Name}{(Number > 1 ? $" ({Number})" : "")}";
}
