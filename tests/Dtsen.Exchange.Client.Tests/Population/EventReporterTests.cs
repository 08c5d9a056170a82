using Dtsen.Exchange.Client.Population;
using Dtsen.Exchange.Client.Tests.Desil;
using Dtsen.Exchange.Client.Tests.Releases;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Population.V1;
using Google.Type;
using Grpc.Core;

namespace Dtsen.Exchange.Client.Tests.Population;

public class EventReporterTests
{
    private static readonly ReportLimits Small = new() { EventsPerPage = 7, PagesUnderWay = 3 };

    [Fact]
    public async Task Every_event_has_its_result_in_order_and_is_in_force_however_often_the_connection_breaks()
    {
        await using var node = await RunningNode.StartAsync();
        await node.PublishAsync(1);
        await using var network = new FaultyNetwork(node.Exchange);
        await using var client = node.Client(RunningNode.Dukcapil, network.Address);
        var next = 0L;
        await foreach (var reported in new EventReporter(client.Population, Small).ReportAsync(Births(500)))
        {
            Assert.Equal((next, $"uji-{next}"), (reported.Index, reported.Event.EventId));
            Assert.True(reported.Result.Outcome is EventOutcome.Accepted or EventOutcome.Repeated);
            if (next++ % 120 == 40)
            {
                network.Cut();
            }
        }

        Assert.Equal(500, next);
        Assert.True(network.Accepted > 3);
        await using var other = node.Client();
        var desil = other.With(new CallContext { Purpose = "pbi-jk" }).Desil;
        foreach (var child in new[] { 0, 41, 250, 499 })
        {
            var answer = await desil.GetDesilAsync(new GetDesilRequest { Query = new DesilQuery { Nik = ChildOf(child), Name = "Bunga" } });
            Assert.Equal((uint)(((1 + (child % 10)) % 10) + 1), answer.Answer.DesilNasional);
        }

        // Run again, nothing is taken twice.
        var again = await new EventReporter(client.Population).ReportAsync(Births(500)).ToListAsync();
        Assert.All(again, reported => Assert.Equal(EventOutcome.Repeated, reported.Result.Outcome));
    }

    [Fact]
    public async Task A_fault_of_the_source_and_a_refusal_are_told_as_they_are()
    {
        await using var node = await RunningNode.StartAsync();
        await using var client = node.Client(RunningNode.Dukcapil);
        var reporter = new EventReporter(client.Population, Small);
        Assert.Equal(0, await reporter.ReportAsync(Births(0)).CountAsync());
        await Assert.ThrowsAsync<IOException>(async () => await reporter.ReportAsync(Broken()).CountAsync());

        await using var other = node.Client();
        var refusal = await Assert.ThrowsAsync<RpcException>(
            async () => await new EventReporter(other.Population).ReportAsync(Births(1)).CountAsync());
        Assert.Equal(StatusCode.PermissionDenied, refusal.StatusCode);

        static IEnumerable<LifeEvent> Broken()
        {
            foreach (var reported in Births(20))
            {
                yield return reported;
            }

            throw new IOException("The file went away.");
        }
    }

    private static string ChildOf(int index) => $"32730142062{index / 100 % 10:D1}{(index % 100) + 1:D4}";

    private static IEnumerable<LifeEvent> Births(int count) => Enumerable.Range(0, count).Select(index => new LifeEvent
    {
        EventId = $"uji-{index}",
        EventDate = new Date { Year = 2026, Month = 1, Day = 5 },
        Lahir = new Lahir
        {
            Anak = new Penduduk
            {
                Nik = ChildOf(index), Nama = "Bunga", TanggalLahir = new Date { Year = 2026, Month = 1, Day = 2 }, JenisKelamin = 2,
            },
            NomorKartuKeluarga = FamilySample.FamilyNumber(FamilySample.Bandung, 1 + (index % 10)),
        },
    });
}
