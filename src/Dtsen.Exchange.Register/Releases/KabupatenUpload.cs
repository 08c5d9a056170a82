using System.Security.Cryptography;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Register.Blocks;
using Dtsen.Exchange.Register.Files;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>
/// What was received of one kabupaten. The file alone is the truth: digest and last number are read back from it when they are first needed
/// after a start, and again after the disk refused, since nobody knows then what is on it. Safe for several threads.
/// </summary>
internal sealed class KabupatenUpload(string path) : IDisposable
{
    private readonly Lock _lock = new();
    private BlockWriter? _writer;
    private IncrementalHash? _digest;
    private FamilyNumber _lastNumber;
    private ulong? _lastKey;
    private bool _disposed;

    /// <summary>Families on the disk.</summary>
    public long Rows { get; private set; }

    /// <summary>Takes up a file that is there; a torn end of it is cut off.</summary>
    public static KabupatenUpload Existing(string path)
    {
        using var writer = BlockWriter.Open(path);
        return new KabupatenUpload(path) { Rows = writer.Rows };
    }

    public long Append(long firstRow, IReadOnlyList<ReadOnlyMemory<byte>> families)
    {
        lock (_lock)
        {
            var digest = Digest();
            if (firstRow > Rows)
            {
                throw new UploadOrderException(firstRow, gap: true);
            }

            var held = Rows - firstRow;
            if (held >= families.Count)
            {
                return Rows;
            }

            var added = held == 0 ? families : families.Skip((int)held).ToArray();
            var keys = KeysOf(added, out var lastNumber);
            try
            {
                _writer ??= BlockWriter.Open(path);
                _writer.Append(added, keys);
                _writer.Flush();
            }
            catch (IOException)
            {
                Forget();
                throw;
            }

            foreach (var family in added)
            {
                digest.AppendData(family.Span);
            }

            (_lastNumber, _lastKey) = (lastNumber, keys[^1]);
            return Rows += added.Count;
        }
    }

    public UploadContent Content()
    {
        lock (_lock)
        {
            return new UploadContent(Rows, Digest().GetCurrentHash());
        }
    }

    public void Restart()
    {
        lock (_lock)
        {
            Forget();
            File.Delete(path);
            // Also where the folder cannot be synced: what is not there must not count as held.
            Rows = 0;
            Durability.SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            Forget();
        }
    }

    private void Forget()
    {
        _writer?.Dispose();
        _digest?.Dispose();
        (_writer, _digest, _lastNumber, _lastKey) = (null, null, default, null);
    }

    private IncrementalHash Digest()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_digest is not null)
        {
            return _digest;
        }

        var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (File.Exists(path))
        {
            TakeUp();
            using var reader = BlockReader.OpenUnfinished(path);
            using var cursor = reader.Read();
            while (cursor.MoveNext())
            {
                digest.AppendData(cursor.Family.Span);
                _lastNumber = FamilyWire.TryReadNumber(cursor.Family.Span, out var number) ? number : _lastNumber;
                _lastKey = cursor.Key;
            }
        }

        return _digest = digest;
    }

    private void TakeUp()
    {
        using var writer = BlockWriter.Open(path);
        var acknowledged = Rows;
        Rows = writer.Rows;
        if (Rows < acknowledged)
        {
            throw new RegisterFileException(path, RegisterFileFault.Truncated, "has lost families that were acknowledged.");
        }
    }

    // A family's own number, so that a release can take whole blocks over; one more than the key before where it has none that can be read,
    // or the same one: equal numbers may follow each other, and the check sets such families aside.
    private ulong[] KeysOf(IReadOnlyList<ReadOnlyMemory<byte>> families, out FamilyNumber lastNumber)
    {
        var keys = new ulong[families.Count];
        var next = _lastKey + 1 ?? 0;
        lastNumber = _lastNumber;
        for (var i = 0; i < keys.Length; i++)
        {
            if (FamilyWire.TryReadNumber(families[i].Span, out var number))
            {
                if (number.CompareTo(lastNumber) < 0)
                {
                    throw new UploadOrderException(Rows + i, gap: false);
                }

                lastNumber = number;
                next = Math.Max(next, number.RevealNumber());
            }

            keys[i] = next++;
        }

        return keys;
    }
}
