using Dtsen.Exchange.Contracts.Type.V1;
using Google.Protobuf;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>
/// The one wire form that a family has: writing what was parsed gives the same bytes. Unknown fields are dropped while parsing, at every
/// depth, so that a family with any differs; so does one with fields out of order or twice, longer numbers than needed, zeros that are
/// written out, or text that is not UTF-8. For one thread at a time.
/// </summary>
internal sealed class CanonicalForm
{
    private static readonly MessageParser<Family> Parser = Family.Parser.WithDiscardUnknownFields(true);

    private byte[] _written = new byte[4096];

    /// <summary>Parses a family; null where its bytes are not the canonical form.</summary>
    public Family? Parse(ReadOnlySpan<byte> bytes)
    {
        Family family;
        try
        {
            family = Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }

        if (family.CalculateSize() != bytes.Length)
        {
            return null;
        }

        if (_written.Length < bytes.Length)
        {
            _written = new byte[bytes.Length * 2];
        }

        var written = _written.AsSpan(0, bytes.Length);
        family.WriteTo(written);
        return written.SequenceEqual(bytes) ? family : null;
    }
}
