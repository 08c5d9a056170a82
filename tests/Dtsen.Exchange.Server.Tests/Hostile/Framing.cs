using System.Buffers.Binary;
using System.IO.Compression;

namespace Dtsen.Exchange.Server.Tests.Hostile;

/// <summary>One way to lie about the messages of a call: in the bytes before each, in how they are compressed, in the headers.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="OfUnary">What must come of it where one request is expected.</param>
/// <param name="OfStream">What must come of it where requests are streamed; a stream may end for another reason before.</param>
/// <param name="Apply">Makes the body of the call of one good message.</param>
/// <param name="Headers">Headers besides the usual ones.</param>
internal sealed record Framing(
    string Name, Expected OfUnary, Expected OfStream, Func<byte[], byte[]> Apply, params (string Name, string Value)[] Headers)
{
    private const int BombSize = 1 << 27;

    private static readonly (string, string) Gzip = ("grpc-encoding", "gzip");
    private static readonly (string, string) ZLib = ("grpc-encoding", "deflate");
    private static readonly (string, string) Brotli = ("grpc-encoding", "br");
    private static readonly Lazy<byte[]> GzipBomb = new(() => Bomb(stream => new GZipStream(stream, CompressionLevel.Fastest)));
    private static readonly Lazy<byte[]> DeflateBomb = new(() => Bomb(stream => new ZLibStream(stream, CompressionLevel.Fastest)));

    public static IReadOnlyList<Framing> All { get; } =
    [
        new("no message", Expected.Unreadable, Expected.Judged, _ => []),
        new("half a prefix", Expected.Unreadable, Expected.Unreadable, message => [.. Frame(message), 0, 0, 0]),
        new("less than the prefix says", Expected.Unreadable, Expected.Unreadable, message => Frame(message, 0, message.Length + 1)),
        new("prefix of 2 GiB", Expected.TooLarge, Expected.TooLarge, message => Frame(message, 0, int.MaxValue)),
        new("prefix of 4 GiB", Expected.Unreadable, Expected.Unreadable, message => Frame(message, 0, -1)),
        new("more than the prefix says", Expected.Unreadable, Expected.Unreadable, message => [.. Frame(message), 0x00]),
        new("two requests", Expected.Unreadable, Expected.Judged, message => [.. Frame(message), .. Frame(message)]),
        new("a flag that is none", Expected.Unreadable, Expected.Unreadable, message => Frame(message, 2)),
        new("compressed by nothing", Expected.Unreadable, Expected.Unreadable, message => Frame(message, 1)),
        new("compressed by something unknown", Expected.Unsupported, Expected.Unsupported, message => Frame(message, 1), Brotli),
        new("said to be gzip and is not", Expected.Unreadable, Expected.Unreadable, message => Frame([1, 2, 3, .. message], 1), Gzip),
        new("gzip cut off", Expected.Unreadable, Expected.Unreadable, message => Frame(Half(Compress([.. message, 8, 1])), 1), Gzip),
        new("gzip", Expected.Judged, Expected.Judged, message => Frame(Compress(message), 1), Gzip),
        new("deflate", Expected.Judged, Expected.Judged, message => Frame(Deflate(message), 1), ZLib),
        new("bomb in gzip", Expected.TooLarge, Expected.TooLarge, _ => Frame(GzipBomb.Value, 1), Gzip),
        new("bomb in deflate", Expected.TooLarge, Expected.TooLarge, _ => Frame(DeflateBomb.Value, 1), ZLib),
        new("odd timeout", Expected.Judged, Expected.Judged, message => Frame(message), ("grpc-timeout", "soon")),
        new("odd binary header", Expected.Judged, Expected.Judged, message => Frame(message), ("odd-bin", "no base 64 !")),
        new("many headers", Expected.Judged, Expected.Judged, message => Frame(message),
            [.. Enumerable.Range(0, 60).Select(number => ($"odd-{number}", new string('x', 100)))]),
    ];

    public static byte[] Frame(byte[] message) => Frame(message, 0);

    public override string ToString() => Name;

    private static byte[] Frame(byte[] message, byte flag, int? length = null)
    {
        var frame = new byte[5 + message.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), length ?? message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    private static byte[] Compress(byte[] message) =>
        Packed(stream => new GZipStream(stream, CompressionLevel.Fastest), stream => stream.Write(message));

    private static byte[] Deflate(byte[] message) =>
        Packed(stream => new ZLibStream(stream, CompressionLevel.Fastest), stream => stream.Write(message));

    private static byte[] Half(byte[] compressed) => compressed[..(compressed.Length / 2)];

    /// <summary>Hundreds of megabytes of nothing, in one.</summary>
    private static byte[] Bomb(Func<Stream, Stream> compress) => Packed(compress, stream =>
    {
        var nothing = new byte[1 << 20];
        for (var written = 0; written < BombSize; written += nothing.Length)
        {
            stream.Write(nothing);
        }
    });

    private static byte[] Packed(Func<Stream, Stream> compress, Action<Stream> write)
    {
        using var buffer = new MemoryStream();
        using (var stream = compress(buffer))
        {
            write(stream);
        }

        return buffer.ToArray();
    }
}
