using Dtsen.Exchange.Contracts.Population.V1;

namespace Dtsen.Exchange.Server.Population;

/// <summary>What is told of an event, in words; none holds a number, a name or an id.</summary>
internal static class EventResults
{
    private static readonly Dictionary<EventReason, (string English, string Indonesian)> Held = new()
    {
        [EventReason.KkUnknown] = (
            "nobody knows this nomor KK: report the event that formed it; until then this one has no effect.",
            "nomor KK ini tidak dikenal: laporkan peristiwa pembentukannya; sampai itu peristiwa ini tidak berpengaruh."),
        [EventReason.NikUnknown] = (
            "nobody knows this NIK: report the birth or the arrival; until then this event has no effect.",
            "NIK ini tidak dikenal: laporkan kelahiran atau kedatangannya; sampai itu peristiwa ini tidak berpengaruh."),
        [EventReason.NikKnown] = (
            "the person is in the register already: check the NIK.", "orang ini sudah terdaftar: periksa NIK-nya."),
        [EventReason.Deceased] = (
            "the person has died already: check the NIK, or report the correction of its status.",
            "orang ini sudah meninggal: periksa NIK-nya, atau laporkan pembetulan statusnya."),
        [EventReason.KkKnown] = (
            "the number of the new KK is taken: check it.", "nomor KK baru sudah dipakai: periksa nomornya."),
        [EventReason.KkReplaced] = (
            "another KK was issued in the place of this one: name that one.", "KK ini sudah diganti: sebut KK penggantinya."),
    };

    public static readonly EventResult Accepted = new() { Outcome = EventOutcome.Accepted };

    public static readonly EventResult Repeated = new() { Outcome = EventOutcome.Repeated };

    /// <summary>An event that cannot be.</summary>
    public static EventResult OfHeld(EventReason reason)
    {
        var (english, indonesian) = Held[reason];
        return new EventResult { Outcome = EventOutcome.Held, Reason = reason, Message = english, MessageId = indonesian };
    }

    /// <summary>An event of which a field is wrong.</summary>
    /// <param name="row">Its row in the page.</param>
    /// <param name="problem">The field, and what it must be.</param>
    public static EventResult Invalid(int row, (string Field, EventRule Rule) problem)
    {
        var field = $"events[{row}].{problem.Field}";
        return new EventResult
        {
            Outcome = EventOutcome.Refused,
            Reason = EventReason.InvalidField,
            Field = field,
            Message = $"{field}: {problem.Rule.English}",
            MessageId = $"{field}: {problem.Rule.Indonesian}",
        };
    }

    /// <summary>An event under the id of another.</summary>
    public static EventResult IdReused(int row)
    {
        var field = $"events[{row}].event_id";
        return new EventResult
        {
            Outcome = EventOutcome.Refused,
            Reason = EventReason.EventIdReused,
            Field = field,
            Message = $"{field}: another event was reported under this id: choose a new one.",
            MessageId = $"{field}: peristiwa lain sudah dilaporkan dengan id ini: gunakan id baru.",
        };
    }
}
