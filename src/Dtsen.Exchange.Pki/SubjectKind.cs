namespace Dtsen.Exchange.Pki;

/// <summary>For whom a certificate was issued.</summary>
public enum SubjectKind
{
    /// <summary>Nobody. Never written.</summary>
    None = 0,

    /// <summary>An application: a TLS client.</summary>
    Application = 1,

    /// <summary>A server.</summary>
    Server = 2,
}
