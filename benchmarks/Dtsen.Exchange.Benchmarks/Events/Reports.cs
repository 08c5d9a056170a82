using Dtsen.Exchange.Benchmarks.Harness;
using Dtsen.Exchange.Benchmarks.Matching;
using Dtsen.Exchange.Benchmarks.World;
using Dtsen.Exchange.Client;
using Dtsen.Exchange.Client.Population;
using Dtsen.Exchange.Contracts.Population.V1;
using Google.Type;

namespace Dtsen.Exchange.Benchmarks.Events;

/// <summary>Events as Dukcapil reports them, which leave every answer to a lookup as it was.</summary>
internal static class Reports
{
    /// <summary>Events in a page.</summary>
    public const int PageSize = 500;

    private const string Application = "dukcapil.kependudukan";

    /// <summary>The family is said to live where it lives.</summary>
    public static LifeEvent FamilyMoves(Registered person, string id, DateOnly day) => new()
    {
        EventId = id,
        EventDate = DateOf(day),
        Pindah = new Pindah
        {
            Keluarga = new PindahKeluarga { NomorKartuKeluarga = person.Family, KodeKelurahanDesa = person.Desa },
        },
    };

    /// <summary>The person is said to be called as they are called, and born when they were born.</summary>
    public static LifeEvent Correction(Registered person, string id, DateOnly day) => new()
    {
        EventId = id,
        EventDate = DateOf(day),
        Koreksi = new Koreksi { Nik = person.Nik, Nama = person.Name, TanggalLahir = DateOf(person.Born) },
    };

    /// <summary>Reports events to a node; each must be accepted.</summary>
    /// <returns>How many there were.</returns>
    public static async Task<long> SendAsync(
        BenchmarkWorld world, ServerProcess node, IEnumerable<LifeEvent> events, CancellationToken cancellation)
    {
        await using var client = new ExchangeClient(world.ConnectionTo(node, Application));
        var reporter = new EventReporter(client.Population, new ReportLimits { EventsPerPage = PageSize });
        var taken = 0L;
        await foreach (var reported in reporter.ReportAsync(events, cancellation: cancellation))
        {
            taken += reported.Result.Outcome == EventOutcome.Accepted
                ? 1
                : throw new InvalidOperationException($"An event was not accepted: {reported.Result.Outcome}, {reported.Result.Reason}.");
        }

        return taken;
    }

    private static Date DateOf(DateOnly day) => new() { Year = day.Year, Month = day.Month, Day = day.Day };
}
