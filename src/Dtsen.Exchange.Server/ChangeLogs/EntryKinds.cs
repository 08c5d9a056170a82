namespace Dtsen.Exchange.Server.ChangeLogs;

/// <summary>What an entry of the change log is about. The names are stored: one that was ever written keeps its meaning.</summary>
internal static class EntryKinds
{
    /// <summary>A whole set of agencies, applications and agreements.</summary>
    public const string Partners = "partners";

    /// <summary>A whole set of feature flags.</summary>
    public const string Features = "features";

    /// <summary>A whole set of programmes.</summary>
    public const string Programmes = "programmes";

    /// <summary>A whole set of revoked certificates.</summary>
    public const string Revocations = "revocations";

    /// <summary>One suspension by a call, or its end.</summary>
    public const string Suspension = "suspension";

    /// <summary>Events of people and families.</summary>
    public const string PopulationEvents = "population.events";

    /// <summary>A release is published to an audience.</summary>
    public const string ReleasePublished = "release.published";

    /// <summary>A published release is the one to read from here on.</summary>
    public const string ReleaseEffective = "release.effective";

    /// <summary>A release is taken back and the one before it is read again.</summary>
    public const string ReleaseRolledBack = "release.rolled-back";

    /// <summary>Of a release the history alone is left.</summary>
    public const string ReleaseRetired = "release.retired";
}
