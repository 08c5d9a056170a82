namespace Dtsen.Exchange.Pki;

/// <summary>
/// Compares serial numbers as numbers: the same one may be written with or without a leading zero byte.
/// </summary>
internal sealed class SerialNumberComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    public static SerialNumberComparer Instance { get; } = new();

    public bool Equals(byte[]? x, byte[]? y) => x is null ? y is null : y is not null && Equals(x.AsSpan(), y);

    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) =>
        alternate.TrimStart((byte)0).SequenceEqual(other.AsSpan().TrimStart((byte)0));

    public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        var hash = new HashCode();
        hash.AddBytes(alternate.TrimStart((byte)0));
        return hash.ToHashCode();
    }

    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
}
