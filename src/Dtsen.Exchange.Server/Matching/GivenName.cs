using System.Text;

namespace Dtsen.Exchange.Server.Matching;

/// <summary>A name as it was written. It may stand in memory of a page, and is gone with that.</summary>
/// <param name="text">Memory that holds it in UTF-8.</param>
/// <param name="start">Where it begins.</param>
/// <param name="length">Its length.</param>
internal readonly struct GivenName(byte[] text, int start, int length) : IEquatable<GivenName>
{
    /// <summary>The name, in UTF-8.</summary>
    public ReadOnlySpan<byte> Utf8 => text.AsSpan(start, length);

    /// <summary>Whether none was given.</summary>
    public bool IsEmpty => length == 0;

    /// <summary>A name in memory of its own.</summary>
    public static GivenName Of(string name)
    {
        var utf8 = Encoding.UTF8.GetBytes(name);
        return new GivenName(utf8, 0, utf8.Length);
    }

    public bool Equals(GivenName other) => Utf8.SequenceEqual(other.Utf8);

    public override bool Equals(object? obj) => obj is GivenName other && Equals(other);

    // Nothing is found by a name.
    public override int GetHashCode() => length;

    // It would print the name.
    public override string ToString() => "a name";
}
