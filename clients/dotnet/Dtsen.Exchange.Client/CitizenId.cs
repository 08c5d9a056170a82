using System.Security.Cryptography;
using System.Text;

namespace Dtsen.Exchange.Client;

/// <summary>How a citizen is named to the exchange: not by the NIK, but by a hash that only application and exchange can make.</summary>
public static class CitizenId
{
    /// <summary>
    /// HMAC-SHA-256 over the 16 digits in ASCII, 64 lower-case hexadecimal digits. It follows <c>citizen:</c> in
    /// <see cref="CallContext.EndUser"/>.
    /// </summary>
    /// <param name="secret">The secret that the exchange gave to this application.</param>
    /// <param name="nik">The citizen's NIK, which the application has verified.</param>
    /// <exception cref="ArgumentException">The NIK does not have 16 digits.</exception>
    public static string From(ReadOnlySpan<byte> secret, ReadOnlySpan<char> nik)
    {
        if (nik.Length != 16 || nik.ContainsAnyExceptInRange('0', '9'))
        {
            throw new ArgumentException("A NIK has exactly 16 digits.", nameof(nik));
        }

        Span<byte> digits = stackalloc byte[16];
        Encoding.ASCII.GetBytes(nik, digits);
        return Convert.ToHexStringLower(HMACSHA256.HashData(secret, digits));
    }
}
