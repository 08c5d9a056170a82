namespace Dtsen.Exchange.Pki;

/// <summary>A row of the CA's index.</summary>
/// <param name="Serial">Serial number, hexadecimal capitals.</param>
/// <param name="Kind">For whom.</param>
/// <param name="Subject">The application's id, or the server's first name.</param>
/// <param name="NotBefore">First moment of validity, UTC.</param>
/// <param name="NotAfter">Last moment of validity, UTC.</param>
/// <param name="RevokedAt">When it was revoked, UTC; null where it was not.</param>
public sealed record IssuedCertificate(
    string Serial, SubjectKind Kind, string Subject, DateTimeOffset NotBefore, DateTimeOffset NotAfter, DateTimeOffset? RevokedAt);
