using System.Diagnostics;
using Dtsen.Exchange.Benchmarks.Harness;
using Dtsen.Exchange.Benchmarks.PostgreSql;
using Dtsen.Exchange.Benchmarks.World;

namespace Dtsen.Exchange.Benchmarks.Publish;

/// <summary>A ranking on its way from BPS's files to a release that everybody reads, and the same records into PostgreSQL.</summary>
internal sealed class PublishBenchmark : IBenchmark
{
    private const int Checked = 1_000;

    private static readonly string[] Sides = ["exchange", "PostgreSQL"];

    public string Name => "publish";

    public string Summary => "From the first page of an upload to the published release, against PostgreSQL COPY and primary keys.";

    public IReadOnlyList<string> Examples => ["publish", "publish --people 50000000 --repetitions 1 --folder /tmp/benchmark"];

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        var world = await BenchmarkWorld.PrepareEmptyAsync(run, cancellation);
        var nation = BenchmarkNation.Written(run, cancellation);
        await using var database = await PostgreSqlSide.StartAsync();
        var node = new NodeSide(run, world);
        var copy = new CopySide(database, await CopyFiles.WrittenAsync(run, database, nation, cancellation));
        run.Say("Both sides read the ranking from files, each from those it likes best, and run beside their client; both begin empty.");
        var measured = await run.InterleaveAsync(Sides.Length, async side =>
        {
            // What the side before has written is on the disk, so that it does not slow this one.
            using (var sync = Process.Start("sync"))
            {
                await sync.WaitForExitAsync(cancellation);
            }

            return side == 0 ? await node.PublishAsync(nation, cancellation) : await copy.LoadAsync(cancellation);
        });
        await CheckAsync(run, node, copy, measured, cancellation);
        var postgreSql = $"PostgreSQL {database.Connection.PostgreSqlVersion}";
        run.Table(
            ["Side", "People/s", "Server CPU, µs a person", "Files, bytes a person", "Peak private memory, GiB"],
            measured.Zip(["exchange", postgreSql], (side, name) => new[]
            {
                name,
                Spread.Of(side.Select(once => once.PeoplePerSecond)).ToString("0"),
                Spread.Of(side.Select(once => once.CpuMicroseconds)).ToString("0.00"),
                Spread.Of(side.Select(once => once.BytesPerPerson)).ToString("0.0"),
                name == Sides[0] ? Spread.Of(side.Select(once => once.MemoryGibibytes)).ToString("0.00") : "-",
            }));
        run.Ratio("publish", measured[0], measured[1], once => once.PeoplePerSecond);
        run.Ratio("publish-bytes-person", measured[0].Select(once => once.BytesPerPerson));
        run.Ratio("publish-memory-gib", measured[0].Select(once => once.MemoryGibibytes));
        run.Ratio("publish-cpu", measured[1], measured[0], once => once.CpuMicroseconds);
    }

    /// <summary>Both hold the same people in the same families with the same desil.</summary>
    private static async Task CheckAsync(
        BenchmarkRun run,
        NodeSide node,
        CopySide copy,
        IReadOnlyList<IReadOnlyList<PublishedOnce>> measured,
        CancellationToken cancellation)
    {
        var counts = measured.SelectMany(side => side).Select(once => (once.People, once.Families)).Distinct().ToList();
        var isSame = counts.Count == 1;
        foreach (var (nik, family, desil) in node.Sample(Checked))
        {
            isSame &= await copy.FindAsync(nik, cancellation) == (family, desil);
        }

        if (!isSame)
        {
            throw new InvalidOperationException("The sides do not hold the same.");
        }

        run.Say($"Both hold {counts[0].People} people in {counts[0].Families} families; {Checked} compared: the same nomor KK and desil.");
    }
}
