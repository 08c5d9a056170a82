using System.Buffers.Binary;
using Dtsen.Exchange.Benchmarks.Harness;
using Dtsen.Exchange.Benchmarks.World;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Register.People;
using Dtsen.Exchange.Register.Releases;

namespace Dtsen.Exchange.Benchmarks.Publish;

/// <summary>A node without data, in a process of its own, to which BPS publishes.</summary>
internal sealed class NodeSide(BenchmarkRun run, BenchmarkWorld world)
{
    private string _folder = "";

    /// <summary>Folder of the release that was published last.</summary>
    public string ReleaseFolder => BenchmarkWorld.ReleaseFolderIn(_folder);

    /// <summary>Publishes to a new node.</summary>
    public async Task<PublishedOnce> PublishAsync(BenchmarkNation nation, CancellationToken cancellation)
    {
        _folder = world.NewFolder("publish");
        await using var server = await ServerProcess.StartAsync(BenchmarkWorld.Node, _folder);
        await using var publication = new Publication(world, server);
        await using var memory = new PeakMemory(server.Id);
        var before = await server.ReadCountersAsync();
        var times = await publication.PublishAsync(nation, 1, cancellation);
        var used = await server.ReadCountersAsync() - before;
        run.Say(Publication.Describe(run.People, times));
        var manifest = ReleaseManifest.Parser.ParseFrom(
            await File.ReadAllBytesAsync(Path.Combine(ReleaseFolder, ReleaseFileNames.Manifest), cancellation));
        var bytes = new DirectoryInfo(ReleaseFolder).GetFiles().Sum(file => file.Length);
        return new PublishedOnce(times.Whole, used.Cpu, manifest.People, manifest.Families, bytes, memory.Bytes);
    }

    /// <summary>Some people of the release by chance, for comparing.</summary>
    public IEnumerable<(ulong Nik, long FamilyNumber, int Desil)> Sample(int count)
    {
        using var people = PeopleTable.Open(ReleaseFolder);
        var chance = new Random(run.Seed);
        var sample = new List<(ulong, long, int)>();
        for (var i = 0; i < count; i++)
        {
            var row = people.Rows.Row(chance.NextInt64(people.Count));
            var person = new PersonRow(row, null!);
            sample.Add((BinaryPrimitives.ReadUInt64LittleEndian(row), (long)person.FamilyNumber, person.Desil.Nasional?.Value ?? 0));
        }

        return sample;
    }
}
