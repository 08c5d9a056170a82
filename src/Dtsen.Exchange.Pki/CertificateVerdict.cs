namespace Dtsen.Exchange.Pki;

/// <summary>What <see cref="CertificateTrust"/> says of a client's certificate. The first that applies, in this order.</summary>
public enum CertificateVerdict
{
    /// <summary>Nothing was checked. Never an answer.</summary>
    None = 0,

    /// <summary>Of a trusted authority, in its time, not revoked, for clients, and with the id of an application.</summary>
    Trusted = 1,

    /// <summary>No chain leads to a trusted authority, or a signature in it does not hold.</summary>
    UnknownAuthority = 2,

    /// <summary>Its time, or that of its authority, is over.</summary>
    Expired = 3,

    /// <summary>Its time, or that of its authority, has not come.</summary>
    NotYetValid = 4,

    /// <summary>Its authority has revoked it.</summary>
    Revoked = 5,

    /// <summary>It is not a certificate for TLS clients.</summary>
    WrongUsage = 6,

    /// <summary>It names no application, several, or one whose id is malformed.</summary>
    NoApplicationId = 7,
}
