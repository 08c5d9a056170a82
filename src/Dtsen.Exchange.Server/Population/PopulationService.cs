using System.Buffers.Binary;
using System.Security.Cryptography;
using Dtsen.Exchange.Contracts.Population.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Server.State;
using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Reported = Dtsen.Exchange.Domain.Population.LifeEvent;

namespace Dtsen.Exchange.Server.Population;

/// <summary>Takes events of people and families, from Dukcapil.</summary>
internal sealed partial class PopulationService(
    EventStore store, NodeStateSource states, WilayahTable wilayah, TimeProvider time, ILogger<PopulationService> log)
    : Contracts.Population.V1.PopulationService.PopulationServiceBase
{
    /// <summary>A page that was read.</summary>
    /// <param name="Request">As it was sent.</param>
    /// <param name="Results">By row; those of events that are refused, or that the page has twice, are there.</param>
    /// <param name="Read">The other events, each with its row and its hash.</param>
    private sealed record ReadPage(
        ReportEventsRequest Request, EventResult?[] Results, List<(int Row, Reported Reported, long Body)> Read);

    /// <summary>Reads the events of a page: their form alone.</summary>
    private ReadPage Read(ReportEventsRequest page)
    {
        var events = page.Events;
        var results = new EventResult?[events.Count];
        var today = Wib.Today(time);
        var read = new List<(int Row, Reported Reported, long Body)>(events.Count);
        var ids = new Dictionary<string, long>(events.Count, StringComparer.Ordinal);
        for (var row = 0; row < events.Count; row++)
        {
            if (EventReader.Read(events[row], wilayah, today, out var problem) is not { } reported)
            {
                results[row] = EventResults.Invalid(row, problem);
                continue;
            }

            var body = BodyOf(events[row]);
            if (ids.TryAdd(events[row].EventId, body))
            {
                read.Add((row, reported, body));
            }
            else
            {
                results[row] = ids[events[row].EventId] == body ? EventResults.Repeated : EventResults.IdReused(row);
            }
        }

        return new ReadPage(page, results, read);
    }

    /// <summary>Judges by the newest release that is effective; where there is none, nobody is known and nothing can be judged.</summary>
    private List<JudgedEvent> Judge(ReadPage page)
    {
        var events = page.Request.Events;
        var releases = states.Current.Releases.NewestFirst;
        var release = releases.FirstOrDefault(release => release.IsEffective) ?? (releases.Count > 0 ? releases[0] : null);
        if (release is null || !release.Files.TryLeaseCurrent(out var lease))
        {
            return page.Read.ConvertAll(item => new JudgedEvent(item.Row, events[item.Row], item.Body, EventReason.Unspecified));
        }

        using (lease)
        {
            var judge = new EventJudge(lease.Population);
            return page.Read.ConvertAll(item => new JudgedEvent(item.Row, events[item.Row], item.Body, judge.Judge(item.Reported)));
        }
    }

    private static long BodyOf(LifeEvent sent)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(sent.ToByteArray(), hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash);
    }

    /// <summary>The results of those that were judged, by what was kept before.</summary>
    private static void Fill(EventResult?[] results, IReadOnlyList<JudgedEvent> judged, IReadOnlyDictionary<int, long> before)
    {
        foreach (var item in judged)
        {
            results[item.Row] = before.TryGetValue(item.Row, out var body)
                ? body == item.Body ? EventResults.Repeated : EventResults.IdReused(item.Row)
                : item.Reason == EventReason.Unspecified ? EventResults.Accepted
                : EventResults.OfHeld(item.Reason);
        }
    }
}
