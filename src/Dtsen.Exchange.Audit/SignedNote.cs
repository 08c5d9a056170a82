using System.Text;
using Org.BouncyCastle.Crypto.Parameters;
using Ed25519 = Org.BouncyCastle.Math.EC.Rfc8032.Ed25519;

namespace Dtsen.Exchange.Audit;

/// <summary>A text with lines of signatures under it, after C2SP signed-note.</summary>
internal static class SignedNote
{
    private const int MostSignatures = 64;
    private const int IdSize = 4;
    private const string SignatureStart = "\u2014 ";

    /// <summary>Verifies every signature that names the key; those by others are ignored.</summary>
    /// <param name="note">The note.</param>
    /// <param name="key">The key.</param>
    /// <param name="text">What is signed, if it is.</param>
    public static CheckpointVerdict Verify(string note, NoteKey key, out string text)
    {
        ArgumentNullException.ThrowIfNull(note);
        text = "";
        var split = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0 || !note.EndsWith('\n') || note.Any(c => c < ' ' && c != '\n'))
        {
            return CheckpointVerdict.MalformedNote;
        }

        var signed = note[..(split + 1)];
        var lines = note[(split + 2)..].Split('\n')[..^1];
        if (lines.Length is 0 or > MostSignatures)
        {
            return CheckpointVerdict.MalformedNote;
        }

        var found = false;
        foreach (var line in lines)
        {
            if (!TryRead(line, out var name, out var signature))
            {
                return CheckpointVerdict.MalformedNote;
            }

            if (name == key.Name && signature.AsSpan(0, IdSize).SequenceEqual(key.Id))
            {
                if (!Holds(signed, key, signature[IdSize..]))
                {
                    return CheckpointVerdict.WrongSignature;
                }

                found = true;
            }
        }

        text = found ? signed : "";
        return found ? CheckpointVerdict.Valid : CheckpointVerdict.NotSignedByKey;
    }

    private static bool TryRead(string line, out string name, out byte[] signature)
    {
        name = "";
        signature = [];
        var parts = line.StartsWith(SignatureStart, StringComparison.Ordinal)
            ? line[SignatureStart.Length..].Split(' ')
            : [];
        if (parts.Length != 2 || parts[0].Length == 0 || parts[0].Contains('+', StringComparison.Ordinal))
        {
            return false;
        }

        var bytes = new byte[parts[1].Length];
        if (!Convert.TryFromBase64String(parts[1], bytes, out var length) || length <= IdSize
            || Convert.ToBase64String(bytes, 0, length) != parts[1])
        {
            return false;
        }

        name = parts[0];
        signature = bytes[..length];
        return true;
    }

    private static bool Holds(string text, NoteKey key, byte[] signature)
    {
        if (signature.Length != Ed25519.SignatureSize)
        {
            return false;
        }

        Ed25519PublicKeyParameters parameters;
        try
        {
            parameters = new Ed25519PublicKeyParameters(key.PublicKey);
        }
        catch (ArgumentException)
        {
            // The bytes are no point of the curve.
            return false;
        }

        var message = Encoding.UTF8.GetBytes(text);
        return parameters.Verify(Ed25519.Algorithm.Ed25519, null, message, 0, message.Length, signature, 0);
    }
}
