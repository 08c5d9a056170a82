using Dtsen.Exchange.AccessLog;
using Dtsen.Exchange.Benchmarks.Harness;
using Dtsen.Exchange.Benchmarks.World;

namespace Dtsen.Exchange.Benchmarks.Record;

/// <summary>A node with and a node without the record, each with those who ask it.</summary>
internal sealed class RecordSides : IAsyncDisposable
{
    /// <summary>Place of the side with the record.</summary>
    public const int With = 0;

    private readonly string[] _folders;
    private readonly ServerProcess[] _servers;
    private readonly Asker[] _askers;
    private bool _stopped;

    private RecordSides(string[] folders, ServerProcess[] servers, Asker[] askers) =>
        (_folders, _servers, _askers) = (folders, servers, askers);

    public IReadOnlyList<ServerProcess> Servers => _servers;

    public IReadOnlyList<Asker> Askers => _askers;

    /// <summary>Starts both anew.</summary>
    public static async Task<RecordSides> StartAsync(
        IReadOnlyList<ServerProgram> servers, BenchmarkWorld world, ReadOnlyMemory<PersonNumbers> people, int connections)
    {
        var folders = servers.Select(server => world.NewSide(server.Name)).ToArray();
        var started = new List<ServerProcess>();
        foreach (var (server, folder) in servers.Zip(folders))
        {
            started.Add(await ServerProcess.StartAsync(server, folder));
        }

        return new RecordSides(
            folders, [.. started], [.. started.Select(server => Asker.OfNode(world, server, people, connections))]);
    }

    /// <summary>Stops both, and measures what the record keeps of so many items once it is sealed.</summary>
    public async Task<double> StopAndMeasureAsync(long items)
    {
        await DisposeAsync();
        var folder = Path.Combine(_folders[With], "access-log");
        // Opening seals what was left open.
        await MerkleLog.Open(folder).DisposeAsync();
        var bytes = new DirectoryInfo(folder).GetFiles().Where(file => file.Extension is ".segment" or ".subjects").Sum(file => file.Length);
        return (double)bytes / items;
    }

    public async ValueTask DisposeAsync()
    {
        if (_stopped)
        {
            return;
        }

        _stopped = true;
        foreach (var asker in _askers)
        {
            await asker.DisposeAsync();
        }

        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }
    }
}
