using System.Buffers;
using Dtsen.Exchange.AccessLog.Files;
using Dtsen.Exchange.AccessLog.Segments;
using Microsoft.Win32.SafeHandles;

namespace Dtsen.Exchange.AccessLog;

/// <summary>
/// A node's own append-only log of leaves, a Merkle tree after RFC 6962, in a folder of its own. Safe for use by any number of
/// threads; one process at a time owns the folder. It knows nothing of calls: leaves are bytes.
/// </summary>
public sealed partial class MerkleLog : IAsyncDisposable
{
    private readonly FolderLock _lock;
    private readonly LogViewHolder _view;
    private readonly LogWriter _writer;

    private MerkleLog(FolderLock folder, LogViewHolder view, LogWriter writer)
    {
        _lock = folder;
        _view = view;
        _writer = writer;
    }

    /// <summary>
    /// Opens the log in a folder, or begins it. After a crash everything that was acknowledged is there; at most one segment is read
    /// again, which takes up to a second.
    /// </summary>
    /// <param name="folder">The folder; created if it is missing.</param>
    /// <param name="limits">When segments are sealed; the default is meant for service.</param>
    /// <returns>The log, to be disposed.</returns>
    /// <exception cref="AccessLogException">The folder is held by another process, is not writable, or is damaged.</exception>
    public static MerkleLog Open(string folder, LogLimits? limits = null) => Open(folder, limits, DiskSync.Data);

    /// <summary>For tests, which cannot make a disk fail at a moment that they choose.</summary>
    internal static MerkleLog Open(string folder, LogLimits? limits, Action<SafeFileHandle> sync)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        limits ??= new LogLimits();
        limits.Check();
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("The files of a log are read as they stand, little endian.");
        }

        folder = Path.GetFullPath(folder);
        var held = FolderLock.Take(folder);
        try
        {
            var view = new LogViewHolder(Recovery.Recover(folder));
            return new MerkleLog(held, view, new LogWriter(folder, limits, view, sync));
        }
        catch (Exception e)
        {
            held.Dispose();
            if (e is AccessLogException || e is not (IOException or UnauthorizedAccessException))
            {
                throw;
            }

            throw AccessLogException.Unwritable(e);
        }
    }

    /// <summary>The number of leaves, all of them on the disk.</summary>
    public long Size => _view.Current.Size;

    /// <summary>Why the log takes no more leaves until it is opened again; null while it does. For the health of a node.</summary>
    public AccessLogException? Failure => _writer.Failure;

    /// <summary>
    /// Why the subjects of sealed segments are no longer joined into larger files, so that searches slow down; null while they are.
    /// The log itself goes on.
    /// </summary>
    public Exception? JoinFailure => _writer.JoinFailure;

    /// <summary>Appends a leaf. It has its place at once, and is on the disk when <see cref="WhenDurableAsync"/> says so.</summary>
    /// <param name="leaf">The leaf, at most <see cref="LogLimits.LongestLeaf"/> bytes.</param>
    /// <param name="subjects">
    /// Keyed hashes of those the leaf is about, in any order, at most <see cref="LogLimits.MostSubjects"/>; each is kept once.
    /// </param>
    /// <returns>The leaf's index, from 0, in the order of the calls.</returns>
    /// <exception cref="ArgumentException">The leaf or the list is too long.</exception>
    /// <exception cref="AccessLogException">
    /// The disk refused an append before; the log refuses all others until it is opened again.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The log was disposed.</exception>
    public long Append(ReadOnlySpan<byte> leaf, ReadOnlySpan<ulong> subjects = default)
    {
        if (leaf.Length > LogLimits.LongestLeaf)
        {
            throw new ArgumentException($"A leaf has at most {LogLimits.LongestLeaf} bytes.", nameof(leaf));
        }

        if (subjects.Length > LogLimits.MostSubjects)
        {
            throw new ArgumentException($"A leaf has at most {LogLimits.MostSubjects} subjects.", nameof(subjects));
        }

        var record = ArrayPool<byte>.Shared.Rent(LeafRecord.MaxLength(leaf.Length, subjects.Length));
        try
        {
            var length = LeafRecord.Write(record, leaf, subjects, out var hash);
            return _writer.Append(record.AsSpan(0, length), hash);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(record);
        }
    }

    /// <summary>Ends when a leaf, and with it every leaf before, is on the disk, and can be read.</summary>
    /// <param name="index">The index that <see cref="Append"/> gave.</param>
    /// <returns>A task. It cannot be cancelled: what has begun must be recorded.</returns>
    /// <exception cref="AccessLogException">
    /// The disk refused this leaf or one before; the log refuses all others until it is opened again.
    /// </exception>
    public ValueTask WhenDurableAsync(long index) => _writer.WhenDurableAsync(index);

    /// <summary>Appends a leaf, and waits until it is on the disk.</summary>
    /// <inheritdoc cref="Append"/>
    public Task<long> AppendAsync(ReadOnlySpan<byte> leaf, ReadOnlySpan<ulong> subjects = default)
    {
        return AwaitAsync(Append(leaf, subjects));

        async Task<long> AwaitAsync(long index)
        {
            await WhenDurableAsync(index);
            return index;
        }
    }

    /// <summary>Writes what waits, and gives the folder free. What is being sealed is finished first.</summary>
    /// <returns>A task that ends when the folder is free.</returns>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        foreach (var file in _view.Current.Subjects)
        {
            file.Dispose();
        }

        foreach (var segment in _view.Current.Sealed)
        {
            segment.Dispose();
        }

        foreach (var segment in _view.Current.Open)
        {
            segment.Dispose();
        }

        _lock.Dispose();
    }
}
