using Dtsen.Exchange.Benchmarks.Harness;
using Dtsen.Exchange.Client.Releases;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Sandbox.Nation;

namespace Dtsen.Exchange.Benchmarks.World;

/// <summary>The nation of a run, ranked for the quarter before today.</summary>
/// <param name="Period">The quarter that was ranked; the release is effective today.</param>
/// <param name="SnapshotId">BPS's id of the snapshot.</param>
/// <param name="Sources">Families by kabupaten.</param>
internal sealed record BenchmarkNation(Period Period, string SnapshotId, IReadOnlyList<KabupatenSource> Sources)
{
    /// <summary>The nation, made while it is read; or from the files of <see cref="Written"/>, where there are some.</summary>
    public static BenchmarkNation Of(BenchmarkRun run)
    {
        var nation = Streamed(run);
        return Directory.Exists(FolderOf(run)) ? nation with { Sources = RankingFolder.Open(FolderOf(run)).Sources } : nation;
    }

    /// <summary>The nation as files, so that who reads it does not make it meanwhile. They stay in the run's folder.</summary>
    public static BenchmarkNation Written(BenchmarkRun run, CancellationToken cancellation)
    {
        var folder = FolderOf(run);
        if (!Directory.Exists(folder))
        {
            run.Say($"Writing a ranking of {run.People} people to {folder}.");
            Parallel.ForEach(
                Streamed(run).Sources,
                new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount },
                source =>
                {
                    using var writer = RankingFolder.Write(folder + ".new", source.KodeKabupatenKota);
                    foreach (var family in source.Families())
                    {
                        writer.Add(family.Span);
                    }

                    writer.Complete();
                });
            Directory.Move(folder + ".new", folder);
        }

        return Of(run);
    }

    private static BenchmarkNation Streamed(BenchmarkRun run)
    {
        var today = Wib.Today(TimeProvider.System);
        var period = Period.Containing(today).Previous;
        var nation = new StreamedNation(
            new NationOptions { People = run.People, Seed = (ulong)run.Seed, FirstPeriod = period, Today = today },
            WilayahTable.Load(Path.Combine(Repository.Root, "config", "wilayah")));
        return new BenchmarkNation(period, nation.SnapshotId, nation.Sources);
    }

    private static string FolderOf(BenchmarkRun run) => Path.Combine(run.Folder, $"ranking-{run.People}-{run.Seed}");
}
