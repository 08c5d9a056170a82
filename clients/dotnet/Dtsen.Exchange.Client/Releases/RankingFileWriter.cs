namespace Dtsen.Exchange.Client.Releases;

/// <summary>
/// Writes one file of a <see cref="RankingFolder"/>. It gets its name when it is complete; what is not completed leaves nothing.
/// Order is the writer's business, and the exchange's to refuse.
/// </summary>
public sealed class RankingFileWriter : IDisposable
{
    private const int BufferSize = 1 << 18;

    private readonly string _path;
    private readonly FileStream _file;
    private bool _complete;

    internal RankingFileWriter(string path)
    {
        _path = path;
        _file = new FileStream(path + ".part", FileMode.Create, FileAccess.Write, FileShare.None, BufferSize);
    }

    /// <summary>Families written.</summary>
    public long Count { get; private set; }

    /// <summary>Adds a family, the wire form of <c>dtsen.type.v1.Family</c>.</summary>
    public void Add(ReadOnlySpan<byte> family)
    {
        var length = (uint)family.Length;
        for (; length >= 0x80; length >>= 7)
        {
            _file.WriteByte((byte)(length | 0x80));
        }

        _file.WriteByte((byte)length);
        _file.Write(family);
        Count++;
    }

    /// <summary>Gives the file its name; a file that had it is replaced.</summary>
    public void Complete()
    {
        _file.Flush(flushToDisk: true);
        _file.Dispose();
        File.Move(_path + ".part", _path, overwrite: true);
        _complete = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        if (!_complete)
        {
            File.Delete(_path + ".part");
        }
    }
}
