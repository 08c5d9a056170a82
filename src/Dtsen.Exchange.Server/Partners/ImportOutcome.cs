namespace Dtsen.Exchange.Server.Partners;

/// <summary>What became of files that a node read.</summary>
internal enum ImportOutcome
{
    /// <summary>They are in force already.</summary>
    InForce,

    /// <summary>They are in force from now on.</summary>
    Accepted,

    /// <summary>Others are in force, which came later than these: they are left alone.</summary>
    Older,
}
