using System.Collections.Concurrent;
using Dtsen.Exchange.Cli.Tests.Serving;
using Dtsen.Exchange.Client;
using Dtsen.Exchange.Client.Population;
using Dtsen.Exchange.Client.Tests.Releases;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Population.V1;
using Google.Protobuf;
using Google.Type;

namespace Dtsen.Exchange.Cli.Tests.Events;

/// <summary><c>dtsen events report</c>, and a node that is killed while events come in.</summary>
public sealed class EventsReportTests : IAsyncLifetime
{
    private const string Dukcapil = "dukcapil.kependudukan";
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(5);

    private readonly TemporaryFolder _folder = new();
    private readonly RunningExchange _exchange = new();

    public async ValueTask InitializeAsync()
    {
        await _exchange.InitializeAsync();
        (await Dtsen.RunAsync("pki", "issue", Dukcapil, "--pki", _exchange.Pki)).Ended(0);
    }

    public async ValueTask DisposeAsync()
    {
        await _exchange.DisposeAsync();
        _folder.Dispose();
    }

    [Fact(Timeout = 600_000)]
    public async Task A_file_is_reported_row_by_row_and_no_acknowledged_event_is_lost_when_the_node_is_killed()
    {
        await ReportAFileAsync();
        var rounds = Environment.GetEnvironmentVariable("DTSEN_LONG") == "1" ? 40 : 2;
        var acked = new ConcurrentDictionary<int, EventOutcome>();
        var random = new Random(7);
        var reported = 0;
        for (var round = 0; round < rounds; round++)
        {
            using var killed = new CancellationTokenSource();
            var before = acked.Count;
            var reporting = ReportUntilKilledAsync(reported, acked, killed.Token);
            while (acked.Count < before + 200)
            {
                await Task.Delay(10);
            }

            await Task.Delay(random.Next(1, 200));
            await _exchange.KillAsync();
            await killed.CancelAsync();
            reported = await reporting.WaitAsync(Bound);
            await _exchange.StartAsync();
            await AssertInForceAsync(acked.Keys);
        }
    }

    private async Task ReportAFileAsync()
    {
        var (first, kk) = (FamilySample.Nik(FamilySample.Jayapura, 1), FamilySample.FamilyNumber(FamilySample.Jayapura, 2));
        var csv = _folder.Inner("peristiwa.csv");
        await File.WriteAllLinesAsync(csv,
        [
            "event_id,event_date,event,nik,nama,tanggal_lahir,jenis_kelamin,no_kk",
            $"csv-1,2026-01-05,mati,{first},,,,",
            $"csv-2,05-01-2026,lahir,9171014201260001,Bunga,2026-01-02,2,{kk}",
            $"csv-3,2026-01-05,mati,{first[..10]},,,,",
            "csv-4,2026-01-06,mati,9171014201269999,,,,",
            "csv-5,2026-01-06,\"mati,,,,,",
        ]);
        var rows = _folder.Inner("ditolak.csv");
        var dry = (await _exchange.RunAsync(Dukcapil, "events", "report", "--in", csv, "--dry-run", "--json")).Ended(1).Json;
        Assert.Equal((true, 2, 1, 2), (
            dry.GetProperty("dry_run").GetBoolean(), dry.GetProperty("accepted").GetInt32(), dry.GetProperty("held").GetInt32(),
            dry.GetProperty("refused").GetInt32()));
        var told = (await _exchange.RunAsync(Dukcapil, "events", "report", "--in", csv, "--out", rows)).Ended(1);
        Assert.Contains("2 events taken, 0 were taken before, 1 held for groncek, 2 refused.", told.Output);
        Assert.DoesNotMatch("[0-9]{16}", told.Output + told.Error);
        var lines = await File.ReadAllLinesAsync(rows);
        Assert.Equal(["3,csv-3,REFUSED,INVALID_FIELD", "4,csv-4,HELD,NIK_UNKNOWN", "5,,REFUSED,ROW_BROKEN"], lines[1..].Select(
            line => string.Join(',', line.Split(',')[..4])));
        Assert.StartsWith("mati.nik: is not a NIK", lines[1].Split(",INVALID_FIELD,")[1].Trim('"'));

        // Again, and as JSON: nothing is taken twice.
        var jsonl = _folder.Inner("peristiwa.jsonl");
        await File.WriteAllLinesAsync(jsonl, [JsonFormatter.Default.Format(new LifeEvent
        {
            EventId = "csv-1", EventDate = new Date { Year = 2026, Month = 1, Day = 5 }, Mati = new Mati { Nik = first },
        })]);
        var again = (await _exchange.RunAsync(Dukcapil, "events", "report", "--in", jsonl, "--json")).Ended(0).Json;
        Assert.Equal((0, 1), (again.GetProperty("accepted").GetInt32(), again.GetProperty("repeated").GetInt32()));
    }

    /// <summary>Reports births, one number after another, and notes what was acknowledged; the next number to report.</summary>
    private async Task<int> ReportUntilKilledAsync(int from, ConcurrentDictionary<int, EventOutcome> acked, CancellationToken killed)
    {
        var next = from;
        await using var client = _exchange.Client(Dukcapil);
        var reporter = new EventReporter(client.Population, new ReportLimits { EventsPerPage = 20, MaxFailures = 1 });
        try
        {
            await foreach (var reported in reporter.ReportAsync(Births(), cancellation: killed))
            {
                acked[from + (int)reported.Index] = reported.Result.Outcome;
            }
        }
        catch (Exception fault) when (RunningExchange.IsGone(fault, killed))
        {
            return next;
        }

        throw new InvalidOperationException("There is no end to it.");

        IEnumerable<LifeEvent> Births()
        {
            while (true)
            {
                yield return Birth(next++);
            }
        }
    }

    private async Task AssertInForceAsync(IEnumerable<int> acked)
    {
        await using var dukcapil = _exchange.Client(Dukcapil);
        var all = acked.Order().ToList();
        var again = await new EventReporter(dukcapil.Population).ReportAsync(all.Select(Birth)).ToListAsync();
        Assert.All(again, reported => Assert.Equal(EventOutcome.Repeated, reported.Result.Outcome));
        await using var ministry = _exchange.Client(RunningExchange.Ministry);
        var desil = ministry.With(new CallContext { Purpose = "pbi-jk" }).Desil;
        foreach (var some in all.Chunk(500))
        {
            var request = new BulkGetDesilRequest
            {
                Queries = { some.Select(number => new DesilQuery { Nik = Birth(number).Lahir.Anak.Nik, Name = "Bunga" }) },
            };
            Assert.Equal(
                some.Select(number => (DesilOutcome.Ranked, (uint)(((1 + (number % 50)) % 10) + 1))),
                (await desil.BulkGetDesilAsync(request)).Items.Select(item => (item.Answer.Outcome, item.Answer.DesilNasional)));
        }
    }

    private static LifeEvent Birth(int number) => new()
    {
        EventId = $"kill-{number}",
        EventDate = new Date { Year = 2026, Month = 1, Day = 5 },
        Lahir = new Lahir
        {
            Anak = new Penduduk
            {
                Nik = $"327301{41 + (number / 9_000 % 28)}0126{(number % 9_000) + 1:D4}",
                Nama = "Bunga",
                TanggalLahir = new Date { Year = 2026, Month = 1, Day = 2 },
                JenisKelamin = 2,
            },
            NomorKartuKeluarga = FamilySample.FamilyNumber(FamilySample.Bandung, 1 + (number % 50)),
        },
    };
}
