using System.Globalization;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Register.Releases;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>A release as it stands in SQL.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Agency">Agency that began it.</param>
/// <param name="BodyHash">Hash of the request that began it.</param>
/// <param name="Period">Ranking period, e.g. <c>2026-T3</c>.</param>
/// <param name="Version">Version within the period.</param>
/// <param name="SnapshotId">BPS's id of the snapshot.</param>
/// <param name="SnapshotSeq">Entry of the change log up to which the snapshot is true.</param>
/// <param name="VariablesVersion">Version of the variable catalogue.</param>
/// <param name="EffectiveFrom">First day on which programmes use it, as yyyy-mm-dd.</param>
/// <param name="State">A <see cref="ReleaseState"/>.</param>
/// <param name="Families">Families, once checked; else 0.</param>
/// <param name="People">People, once checked; else 0.</param>
/// <param name="SetAside">Families set aside, once checked; else 0.</param>
/// <param name="EffectiveSeq">Entry by which it became effective; 0 before.</param>
/// <param name="CreatedAt">When it was begun, UTC microseconds.</param>
/// <param name="BaseId">Of an amendment: the release that it amends; empty where it is full.</param>
/// <param name="AmendmentReason">Of an amendment: why.</param>
/// <param name="BastReference">Of an amendment: the hand-over record.</param>
/// <param name="RetiredSeq">Entry by which it was retired; 0 before.</param>
internal sealed record ReleaseRow(
    string Id,
    string Agency,
    string BodyHash,
    string Period,
    long Version,
    string SnapshotId,
    long SnapshotSeq,
    long VariablesVersion,
    string EffectiveFrom,
    long State,
    long Families,
    long People,
    long SetAside,
    long EffectiveSeq,
    long CreatedAt,
    string BaseId = "",
    string AmendmentReason = "",
    string BastReference = "",
    long RetiredSeq = 0)
{
    /// <summary>State, as the API names it.</summary>
    public ReleaseState ReleaseState => (ReleaseState)State;

    /// <summary>State by which proposals are judged: what is retired is published and rolled back no more.</summary>
    public ReleaseState JudgedState => RetiredSeq > 0 ? ReleaseState.RolledBack : ReleaseState;

    /// <summary>Its name, e.g. <c>2026-T3.v2</c>.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Period}.v{Version}");

    /// <summary>Period and version.</summary>
    public ReleaseVersion ReleaseVersion => ReleaseVersion.TryParse(Name, out var version)
        ? version
        : throw new InvalidDataException("A stored release has a period or version that cannot be.");

    /// <summary>First day on which programmes use it.</summary>
    public DateOnly EffectiveDay => StoredDay.Read(EffectiveFrom);

    /// <summary>What it amends; null where it is full.</summary>
    public Amendment? Amendment => BaseId.Length == 0
        ? null
        : new Amendment { BaseReleaseId = BaseId, Reason = AmendmentReason, BastReference = BastReference };

    /// <summary>What goes into its manifest.</summary>
    public ReleaseDescription Describe() =>
        new(Id, ReleaseVersion, SnapshotId, SnapshotSeq, (int)VariablesVersion, EffectiveDay, Amendment);
}
