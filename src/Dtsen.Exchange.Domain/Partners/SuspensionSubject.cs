namespace Dtsen.Exchange.Domain.Partners;

/// <summary>Who or what is suspended.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its id among those of its kind.</param>
public readonly record struct SuspensionSubject(SuspensionKind Kind, string Id);
