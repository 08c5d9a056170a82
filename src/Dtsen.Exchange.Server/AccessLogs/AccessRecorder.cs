using Dtsen.Exchange.AccessLog;
using Dtsen.Exchange.AccessLog.Checkpoints;
using Dtsen.Exchange.Contracts.AccessLog.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Server.AccessLogs;

/// <summary>
/// This node's log of calls. An entry is on the disk when its task ends; where it cannot be, the call is not answered. The disk is synced
/// for all that wait together.
/// </summary>
internal sealed class AccessRecorder : IAsyncDisposable
{
    private readonly SubjectKey _subjects;
    private readonly ILogger<AccessRecorder> _logger;
    private int _failureTold;

    /// <exception cref="AccessLogException">The folder cannot be read or written, or another process owns it.</exception>
    public AccessRecorder(
        string folder, LogLimits limits, CheckpointSigner signer, SubjectKey subjects, ILogger<AccessRecorder> logger)
    {
        Log = MerkleLog.Open(folder, limits);
        Signer = signer;
        _subjects = subjects;
        _logger = logger;
    }

    /// <summary>The log.</summary>
    public MerkleLog Log { get; }

    /// <summary>Signs its checkpoints.</summary>
    public CheckpointSigner Signer { get; }

    /// <summary>Records a call.</summary>
    /// <param name="entry">What the log says of it.</param>
    /// <param name="subjects">Numbers that it asked for, as a <see cref="Gate.Tally"/> has them.</param>
    /// <returns>Its index, once it is on the disk. What goes wrong, <see cref="ToRefusal"/> reads.</returns>
    public Task<long> RecordAsync(AccessEntry entry, ReadOnlySpan<ulong> subjects)
    {
        var leaf = entry.ToByteArray();
        var hashes = subjects.Length <= 16 ? stackalloc ulong[subjects.Length] : new ulong[subjects.Length];
        if (subjects.Length > 0)
        {
            _subjects.Hash(subjects, hashes);
        }

        return Log.AppendAsync(leaf, hashes);
    }

    /// <summary>The place of an entry.</summary>
    public Receipt ReceiptOf(long index) => new() { Origin = Signer.Origin, Index = index };

    /// <summary>What a call is told that could not be recorded; null for what is a fault of this program.</summary>
    public RpcException? ToRefusal(Exception fault)
    {
        if (fault is AccessLogException failure && Interlocked.Exchange(ref _failureTold, 1) == 0)
        {
            _logger.NotRecorded(failure.Fault.ToString(), failure.GetType().Name);
        }

        // A log that is disposed of: the node stops.
        return fault is AccessLogException or ObjectDisposedException ? Problems.NotRecorded() : null;
    }

    /// <summary>Indexes of the entries that speak of a person, rising.</summary>
    public IReadOnlyList<long> Find(Nik nik) => Find(nik.RevealNumber());

    /// <summary>Indexes of the entries that speak of a subject as a <see cref="Gate.Tally"/> has it, rising.</summary>
    public IReadOnlyList<long> Find(ulong subject) => Log.Find(_subjects.HashOf(subject));

    public ValueTask DisposeAsync() => Log.DisposeAsync();
}
