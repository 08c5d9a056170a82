using System.Buffers.Binary;
using System.Security.Cryptography;
using Dtsen.Exchange.Contracts.Population.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Server.State;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Microsoft.Extensions.Logging;
using Reported = Dtsen.Exchange.Domain.Population.LifeEvent;

namespace Dtsen.Exchange.Server.Population;

/// <summary>Takes events of people and families, from Dukcapil.</summary>
internal sealed partial class PopulationService(
    EventStore store, NodeStateSource states, WilayahTable wilayah, TimeProvider time, ILogger<PopulationService> log)
    : Contracts.Population.V1.PopulationService.PopulationServiceBase
{
    /// <summary>Reads and judges the events of a page. Those that are refused, or that the page has twice, have their results.</summary>
    private List<JudgedEvent> Judge(RepeatedField<LifeEvent> events, EventResult?[] results)
    {
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

        return JudgeRead(events, read);
    }

    /// <summary>Judges by the newest release that is effective; where there is none, nobody is known and nothing can be judged.</summary>
    private List<JudgedEvent> JudgeRead(RepeatedField<LifeEvent> events, List<(int Row, Reported Reported, long Body)> read)
    {
        var releases = states.Current.Releases.NewestFirst;
        var release = releases.FirstOrDefault(release => release.IsEffective) ?? (releases.Count > 0 ? releases[0] : null);
        if (release is null || !release.Files.TryLeaseCurrent(out var lease))
        {
            return read.ConvertAll(item => new JudgedEvent(item.Row, events[item.Row], item.Body, EventReason.Unspecified));
        }

        using (lease)
        {
            var judge = new EventJudge(lease.Population);
            return read.ConvertAll(item => new JudgedEvent(item.Row, events[item.Row], item.Body, judge.Judge(item.Reported)));
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
