namespace Dtsen.Exchange.Pki;

/// <summary>What became of reading a certificate revocation list.</summary>
public enum RevocationListVerdict
{
    /// <summary>Nothing was read. Never an answer.</summary>
    None = 0,

    /// <summary>It holds: form, issuer, signature and time.</summary>
    Accepted = 1,

    /// <summary>Not a version 2 list in DER, or it has a critical extension that this software does not know.</summary>
    Malformed = 2,

    /// <summary>Another authority issued it.</summary>
    WrongIssuer = 3,

    /// <summary>The authority's signature does not hold: it was changed, or another key signed it.</summary>
    BadSignature = 4,

    /// <summary>Its nextUpdate has passed: a later one must exist, with revocations that this one lacks.</summary>
    Stale = 5,

    /// <summary>Its thisUpdate has not come: the clock of the authority or of this machine is wrong.</summary>
    NotYetValid = 6,
}
