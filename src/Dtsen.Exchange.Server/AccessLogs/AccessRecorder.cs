using Dtsen.Exchange.AccessLog;
using Dtsen.Exchange.AccessLog.Checkpoints;
using Dtsen.Exchange.Contracts.AccessLog.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Google.Protobuf;
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
    /// <returns>Its place.</returns>
    /// <exception cref="Grpc.Core.RpcException">NOT_RECORDED: the disk refused, now or before.</exception>
    public async ValueTask<Receipt> RecordAsync(AccessEntry entry, ReadOnlyMemory<ulong> subjects)
    {
        try
        {
            return new Receipt { Origin = Signer.Origin, Index = await Append(entry, subjects.Span) };
        }
        catch (AccessLogException failure)
        {
            if (Interlocked.Exchange(ref _failureTold, 1) == 0)
            {
                _logger.NotRecorded(failure.Fault.ToString(), failure.GetType().Name);
            }

            throw Problems.NotRecorded();
        }
        catch (ObjectDisposedException)
        {
            // The node stops.
            throw Problems.NotRecorded();
        }
    }

    /// <summary>Indexes of the entries that speak of a person, rising.</summary>
    public IReadOnlyList<long> Find(Nik nik) => Find(nik.RevealNumber());

    /// <summary>Indexes of the entries that speak of a subject as a <see cref="Gate.Tally"/> has it, rising.</summary>
    public IReadOnlyList<long> Find(ulong subject) => Log.Find(_subjects.HashOf(subject));

    public ValueTask DisposeAsync() => Log.DisposeAsync();

    private Task<long> Append(AccessEntry entry, ReadOnlySpan<ulong> subjects)
    {
        var leaf = entry.ToByteArray();
        var hashes = subjects.Length <= 16 ? stackalloc ulong[subjects.Length] : new ulong[subjects.Length];
        if (subjects.Length > 0)
        {
            _subjects.Hash(subjects, hashes);
        }

        return Log.AppendAsync(leaf, hashes);
    }
}
