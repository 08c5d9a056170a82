using System.Security.Cryptography;
using System.Text;
using Dtsen.Exchange.Domain;

namespace Dtsen.Exchange.Server.Desil;

/// <summary>
/// The citizen behind a call: a hash of the NIK that the application verified, keyed with the secret that it shares with the exchange
/// (HMAC-SHA-256 over the 16 digits in ASCII, 64 lower-case hexadecimal digits). A citizen may ask with that NIK only.
/// </summary>
/// <param name="secret">Secret of the application.</param>
/// <param name="claimed">Hash that the call brought.</param>
internal sealed class CitizenHash(byte[] secret, string claimed)
{
    private readonly byte[] _claimed = Convert.FromHexString(claimed);

    /// <summary>Whether the NIK is the citizen's own.</summary>
    public bool IsOf(Nik nik)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(nik.Reveal()), hash);
        return CryptographicOperations.FixedTimeEquals(hash, _claimed);
    }
}
