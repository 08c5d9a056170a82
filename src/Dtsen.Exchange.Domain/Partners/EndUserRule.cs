namespace Dtsen.Exchange.Domain.Partners;

/// <summary>Whom a call must name in <c>dtsen-end-user</c>.</summary>
public enum EndUserRule
{
    /// <summary>No end user: a system asks for itself. One that is sent is recorded.</summary>
    None = 0,

    /// <summary>An officer: an opaque id and a role, as the application knows them.</summary>
    Officer = 1,

    /// <summary>
    /// A citizen whose NIK the application has verified: a hash of that NIK, keyed with a secret shared
    /// with the application. A citizen sees only the own family.
    /// </summary>
    Citizen = 2,
}
