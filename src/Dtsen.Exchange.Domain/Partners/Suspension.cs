namespace Dtsen.Exchange.Domain.Partners;

/// <summary>A suspension by a call, which stands until a call lifts it, whatever the files of the partners say.</summary>
/// <param name="Subject">Who or what is suspended.</param>
/// <param name="Reason">Why, in the words of who did it.</param>
/// <param name="By">Application that did it.</param>
/// <param name="At">When.</param>
/// <param name="Seq">Entry of the change log that brought it.</param>
public sealed record Suspension(SuspensionSubject Subject, string Reason, string By, DateTimeOffset At, long Seq);
