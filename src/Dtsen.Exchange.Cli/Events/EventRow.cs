using Dtsen.Exchange.Contracts.Population.V1;

namespace Dtsen.Exchange.Cli.Events;

/// <summary>A row of a file of events.</summary>
/// <param name="Number">From 1, without the header.</param>
/// <param name="Event">The event; null where the row cannot be read.</param>
/// <param name="Fault">What is wrong with a row that cannot be read, without what stands in it.</param>
internal sealed record EventRow(long Number, LifeEvent? Event, string? Fault = null);
