using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Domain;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>What a release is before it has any content: all of it goes into the manifest.</summary>
/// <param name="Id">Id that the exchange gave it.</param>
/// <param name="Version">Period and version.</param>
/// <param name="SnapshotId">BPS's id of the snapshot that was ranked.</param>
/// <param name="SnapshotSeq">Entry of the change log up to which the snapshot is true.</param>
/// <param name="VariablesVersion">Version of the variable catalogue that its codes follow.</param>
/// <param name="EffectiveFrom">First day on which programmes use it, WIB.</param>
/// <param name="Amendment">What it amends; null where it is full.</param>
public sealed record ReleaseDescription(
    string Id,
    ReleaseVersion Version,
    string SnapshotId,
    long SnapshotSeq,
    int VariablesVersion,
    DateOnly EffectiveFrom,
    Amendment? Amendment = null);
