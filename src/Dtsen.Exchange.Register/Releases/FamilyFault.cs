using Dtsen.Exchange.Contracts.Release.V1;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>What is wrong with a family, and in which field; an empty field is the family as such.</summary>
internal readonly record struct FamilyFault(SetAsideReason Reason, string Field);
