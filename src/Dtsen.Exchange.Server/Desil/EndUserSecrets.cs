using System.Security.Cryptography;
using System.Text;

namespace Dtsen.Exchange.Server.Desil;

/// <summary>
/// The secrets by which applications hash the NIK of a citizen: one an application, derived from the exchange's own key, so that
/// one key is kept and nothing is stored for each application.
/// </summary>
/// <param name="key">The exchange's key, at least 32 bytes, kept apart from the data.</param>
public sealed class EndUserSecrets(byte[] key)
{
    /// <summary>The secret of an application: 32 bytes, handed to its operator once.</summary>
    public byte[] SecretOf(string applicationId) =>
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes("dtsen-end-user/" + applicationId));
}
