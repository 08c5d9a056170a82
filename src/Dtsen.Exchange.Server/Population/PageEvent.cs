using Dtsen.Exchange.Contracts.Population.V1;
using Reported = Dtsen.Exchange.Domain.Population.LifeEvent;

namespace Dtsen.Exchange.Server.Population;

/// <summary>An event of a page that is to be kept, and what becomes of it.</summary>
/// <param name="row">Its row in the page.</param>
/// <param name="id">Its id.</param>
/// <param name="entry">The event as a field of a <see cref="ReportEventsRequest"/>, in its wire form.</param>
/// <param name="size">Bytes of the event in it, which are its last ones.</param>
/// <param name="reported">What it says.</param>
/// <param name="body">First 64 bits of the SHA-256 of the event in its wire form.</param>
internal sealed class PageEvent(int row, string id, ReadOnlyMemory<byte> entry, int size, Reported reported, long body)
{
    public int Row => row;

    public string Id => id;

    public ReadOnlyMemory<byte> Entry => entry;

    public ReadOnlyMemory<byte> Sent => entry[^size..];

    public Reported Reported => reported;

    public long Body => body;

    /// <summary>Why it cannot be; Unspecified where it can.</summary>
    public EventReason Reason { get; set; }

    /// <summary>Whether it was kept now, and under its id none before.</summary>
    public bool IsKept { get; set; }

    /// <summary>Of the event that was kept under its id before; null where none was.</summary>
    public long? BodyBefore { get; set; }

    /// <summary>What is told of it.</summary>
    public EventResult Result =>
        BodyBefore is { } before ? before == body ? EventResults.Repeated : EventResults.IdReused(row)
        : Reason == EventReason.Unspecified ? EventResults.Accepted
        : EventResults.OfHeld(Reason);
}
