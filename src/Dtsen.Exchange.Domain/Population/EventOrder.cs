using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Dtsen.Exchange.Domain.Population;

/// <summary>
/// The order in which events count, whenever they are reported: by the day of the event, then by its kind, then by a hash of its id. So
/// the same events end in the same state in whichever order they come. 63 bits; 0 is before every event.
/// </summary>
/// <param name="Value">Day (16 bits), kind (4), first 43 bits of the SHA-256 of the id.</param>
public readonly record struct EventOrder(ulong Value) : IComparable<EventOrder>
{
    private const int KindBits = 4;
    private const int IdBits = 43;

    /// <summary>The first day that an event can have.</summary>
    public static readonly DateOnly FirstDay = new(1900, 1, 1);

    /// <summary>The last one, in 2079.</summary>
    public static readonly DateOnly LastDay = FirstDay.AddDays(ushort.MaxValue);

    /// <summary>The place of an event.</summary>
    /// <param name="day">Day of the event, not of its report.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="eventId">Its id.</param>
    public static EventOrder Of(DateOnly day, LifeEventKind kind, string eventId) =>
        Of(day, kind, SHA256.HashData(Encoding.UTF8.GetBytes(eventId)));

    /// <summary>The place of an event.</summary>
    /// <param name="day">Day of the event, not of its report.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="hashOfId">SHA-256 of its id in UTF-8.</param>
    public static EventOrder Of(DateOnly day, LifeEventKind kind, ReadOnlySpan<byte> hashOfId)
    {
        var days = checked((ushort)(day.DayNumber - FirstDay.DayNumber));
        var id = BinaryPrimitives.ReadUInt64BigEndian(hashOfId) >> (64 - IdBits);
        return new EventOrder(((ulong)days << (KindBits + IdBits)) | ((ulong)kind << IdBits) | id);
    }

    /// <inheritdoc/>
    public int CompareTo(EventOrder other) => Value.CompareTo(other.Value);
}
