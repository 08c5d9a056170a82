using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Parameters;

namespace Dtsen.Exchange.AccessLog.Checkpoints;

/// <summary>
/// Signs the checkpoints of one log: C2SP tlog-checkpoint, a signed note with an Ed25519 signature whose key carries the origin's
/// name. BouncyCastle signs: at a checkpoint every few seconds speed is nothing, and managed code runs wherever .NET does, also where
/// an auditor checks.
/// </summary>
public sealed class CheckpointSigner
{
    private const byte Ed25519Type = 1;

    private readonly Ed25519PrivateKeyParameters _key;
    private readonly byte[] _keyId;
    private readonly byte[] _publicKey;

    /// <summary>Takes the key of a log.</summary>
    /// <param name="origin">Names the log everywhere and always, such as <c>exchange/node-1</c>: no spaces, no plus.</param>
    /// <param name="seed">The private key, 32 bytes after RFC 8032.</param>
    /// <exception cref="ArgumentException">The origin cannot be the name of a key, or the seed has another length.</exception>
    public CheckpointSigner(string origin, ReadOnlySpan<byte> seed)
    {
        ArgumentException.ThrowIfNullOrEmpty(origin);
        if (origin.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '+'))
        {
            throw new ArgumentException("An origin has no spaces, no control characters and no plus.", nameof(origin));
        }

        if (seed.Length != Ed25519PrivateKeyParameters.KeySize)
        {
            throw new ArgumentException("A private key has 32 bytes.", nameof(seed));
        }

        Origin = origin;
        _key = new Ed25519PrivateKeyParameters(seed.ToArray());
        _publicKey = _key.GeneratePublicKey().GetEncoded();
        byte[] named = [.. Encoding.UTF8.GetBytes(origin), (byte)'\n', Ed25519Type, .. _publicKey];
        _keyId = SHA256.HashData(named)[..4];
    }

    /// <summary>The name of the log, and of its key.</summary>
    public string Origin { get; }

    /// <summary>The public key as C2SP signed-note writes it, name, id and key: what an auditor is given.</summary>
    public string VerifierKey =>
        $"{Origin}+{Convert.ToHexStringLower(_keyId)}+{Convert.ToBase64String([Ed25519Type, .. _publicKey])}";

    /// <summary>Signs a tree. Whoever signs two trees that contradict each other is found out by any two who compare.</summary>
    /// <param name="size">The number of leaves.</param>
    /// <param name="root">The root, 32 bytes.</param>
    /// <returns>The note, with a line feed at its end.</returns>
    public string Sign(long size, ReadOnlySpan<byte> root) => SignNote(string.Create(
        CultureInfo.InvariantCulture, $"{Origin}\n{size}\n{Convert.ToBase64String(root)}\n"));

    internal string SignNote(string text)
    {
        var message = Encoding.UTF8.GetBytes(text);
        var signature = new byte[Ed25519PrivateKeyParameters.SignatureSize];
        _key.Sign(Org.BouncyCastle.Math.EC.Rfc8032.Ed25519.Algorithm.Ed25519, null, message, 0, message.Length, signature, 0);
        return $"{text}\n\u2014 {Origin} {Convert.ToBase64String([.. _keyId, .. signature])}\n";
    }
}
