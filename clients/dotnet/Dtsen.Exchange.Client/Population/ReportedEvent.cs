using Dtsen.Exchange.Contracts.Population.V1;
using Dtsen.Exchange.Contracts.Type.V1;

namespace Dtsen.Exchange.Client.Population;

/// <summary>An event that the exchange answered.</summary>
/// <param name="Index">Its place among all that are reported, from 0.</param>
/// <param name="Event">The event.</param>
/// <param name="Result">What became of it.</param>
/// <param name="Info">State at which it was answered: what was taken is in force from there on.</param>
public sealed record ReportedEvent(long Index, LifeEvent Event, EventResult Result, ResponseInfo Info);
