using Dtsen.Exchange.Contracts.Population.V1;

namespace Dtsen.Exchange.Server.Population;

/// <summary>An event of a page that is to be kept, in its place.</summary>
/// <param name="Row">Its row in the page.</param>
/// <param name="Event">The event as it was sent.</param>
/// <param name="Body">First 64 bits of the SHA-256 of it.</param>
/// <param name="Reason">Why it cannot be; Unspecified where it can.</param>
internal sealed record JudgedEvent(int Row, LifeEvent Event, long Body, EventReason Reason);
