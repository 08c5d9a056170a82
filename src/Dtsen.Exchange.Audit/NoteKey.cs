using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Dtsen.Exchange.Audit;

/// <summary>The public key of a log, as C2SP signed-note writes it: <c>name+id+key</c>. It comes from whom the auditor trusts.</summary>
public sealed class NoteKey
{
    private const byte Ed25519Type = 1;
    private const int KeySize = 32;
    private const int IdSize = 4;

    private readonly byte[] _id;
    private readonly byte[] _publicKey;

    private NoteKey(string name, byte[] id, byte[] publicKey)
    {
        Name = name;
        _id = id;
        _publicKey = publicKey;
    }

    /// <summary>The key's name: for a log, its origin.</summary>
    public string Name { get; }

    internal ReadOnlySpan<byte> Id => _id;

    internal byte[] PublicKey => _publicKey;

    /// <summary>Reads a key; its id must be the one that name and key give.</summary>
    /// <param name="text">Such as <c>exchange/node-1+1a2b3c4d+ARpc…</c>.</param>
    /// <param name="key">The key, if it is one.</param>
    /// <returns>Whether it is an Ed25519 key in this form.</returns>
    public static bool TryParse(string text, out NoteKey? key)
    {
        ArgumentNullException.ThrowIfNull(text);
        key = null;

        // The base64 at the end may hold a plus too.
        var parts = text.Split('+', 3);
        if (parts.Length != 3 || parts[0].Length == 0 || parts[0].Any(c => char.IsWhiteSpace(c) || char.IsControl(c))
            || parts[1].Length != 2 * IdSize || parts[1].Any(c => !char.IsAsciiHexDigitLower(c) && !char.IsAsciiDigit(c)))
        {
            return false;
        }

        var typed = new byte[1 + KeySize];
        if (!Convert.TryFromBase64String(parts[2], typed, out var length) || length != typed.Length
            || typed[0] != Ed25519Type || Convert.ToBase64String(typed) != parts[2])
        {
            return false;
        }

        byte[] named = [.. Encoding.UTF8.GetBytes(parts[0]), (byte)'\n', .. typed];
        var id = SHA256.HashData(named)[..IdSize];
        if (uint.Parse(parts[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            != System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(id))
        {
            return false;
        }

        key = new NoteKey(parts[0], id, typed[1..]);
        return true;
    }
}
