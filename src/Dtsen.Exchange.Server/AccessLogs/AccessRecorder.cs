using System.Buffers;
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
/// This node's log of calls. An answer is held (<see cref="HeldConnection"/>) until its entry is on the disk; where it cannot be, the call
/// is not answered. The disk is synced for all that wait together.
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

    /// <summary>Records a call. The entry has its place at once, and is on the disk before an answer that is held for it leaves.</summary>
    /// <param name="head">The beginning of what the log says of it, encoded.</param>
    /// <param name="rest">The rest.</param>
    /// <param name="subjects">Numbers that it asked for, as a <see cref="Gate.Tally"/> has them.</param>
    /// <returns>Its index. What goes wrong, <see cref="ToRefusal"/> reads.</returns>
    public long Record(ReadOnlySpan<byte> head, AccessEntry rest, ReadOnlySpan<ulong> subjects)
    {
        var length = head.Length + rest.CalculateSize();
        var leaf = ArrayPool<byte>.Shared.Rent(length);
        var hashes = ArrayPool<ulong>.Shared.Rent(subjects.Length);
        try
        {
            head.CopyTo(leaf);
            rest.WriteTo(leaf.AsSpan(head.Length, length - head.Length));
            if (subjects.Length > 0)
            {
                _subjects.Hash(subjects, hashes.AsSpan(0, subjects.Length));
            }

            return Log.Append(leaf.AsSpan(0, length), hashes.AsSpan(0, subjects.Length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(leaf);
            ArrayPool<ulong>.Shared.Return(hashes);
        }
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
