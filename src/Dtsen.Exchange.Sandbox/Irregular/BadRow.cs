using Dtsen.Exchange.Contracts.Release.V1;

namespace Dtsen.Exchange.Sandbox.Irregular;

/// <summary>A family that sealing must set aside.</summary>
/// <param name="Row">Its row in the kabupaten, from 0.</param>
/// <param name="What">What is wrong with it, in words.</param>
/// <param name="Reason">The reason that sealing gives.</param>
/// <param name="Field">The field that sealing names; empty where it is the family as such.</param>
public sealed record BadRow(long Row, string What, SetAsideReason Reason, string Field);
