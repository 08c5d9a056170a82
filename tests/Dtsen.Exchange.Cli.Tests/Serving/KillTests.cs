using System.Collections.Concurrent;
using Dtsen.Exchange.Audit;
using Dtsen.Exchange.Client;
using Dtsen.Exchange.Client.Tests.Releases;
using Dtsen.Exchange.Contracts.AccessLog.V1;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Pki;
using Grpc.Core;

namespace Dtsen.Exchange.Cli.Tests.Serving;

/// <summary>A node that is killed under load: no answer that a client received is missing from its log.</summary>
public class KillTests
{
    private const int Callers = 16;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    [Fact(Timeout = 3_600_000)]
    public async Task After_any_number_of_kills_every_answer_is_in_the_log_and_the_log_goes_on_unchanged()
    {
        var rounds = Environment.GetEnvironmentVariable("DTSEN_LONG") == "1" ? 100 : 5;
        var random = new Random(11);
        await using var exchange = new RunningExchange();
        await exchange.InitializeAsync();
        var seen = new List<Checkpoint>();
        var all = new Dictionary<long, string>();
        for (var round = 0; round < rounds; round++)
        {
            var received = new ConcurrentDictionary<long, string>();
            await using (var client = ClientOf(exchange))
            {
                seen.Add(await CheckpointAsync(client));
                var callers = Enumerable.Range(0, Callers).Select(caller => CallUntilKilledAsync(client, $"{round}-{caller}", received));
                var calling = Task.WhenAll(callers.ToList());
                await UntilAsync(() => received.Count >= Callers);
                await Task.Delay(random.Next(1, 500));
                await exchange.KillAsync();
                await calling.WaitAsync(Bound);
            }

            // Two answers never name one place, not even across kills.
            Assert.All(received, answer => all.Add(answer.Key, answer.Value));
            await exchange.StartAsync();
            await using var again = ClientOf(exchange);
            await AssertRecordedAsync(again, received);
            await AssertExtendsAsync(again, seen);
        }

        Assert.True(all.Count >= rounds * Callers);
        await exchange.KillAsync();
        Assert.DoesNotContain(FolderAudit.Run(exchange.AccessLog, seen).Findings, finding => finding.Fault != AuditFault.TornEnd);
    }

    private static ExchangeClient ClientOf(RunningExchange exchange)
    {
        var pki = new PkiFolder(exchange.Pki);
        return new ExchangeClient(ExchangeClientOptions.FromPem(
            exchange.Exchange, exchange.Authority, RunningExchange.Ministry, pki.ApplicationCertificate(RunningExchange.Ministry),
            pki.ApplicationKey(RunningExchange.Ministry), pki.CaCertificate));
    }

    private static async Task CallUntilKilledAsync(ExchangeClient client, string caller, ConcurrentDictionary<long, string> received)
    {
        for (var number = 0; ; number++)
        {
            var reference = $"{caller}-{number}";
            var desil = client.With(new CallContext { Purpose = "pbi-jk", Reference = reference }).Desil;
            var query = new DesilQuery { Nik = FamilySample.Nik(FamilySample.Bandung, 4), Name = FamilySample.Name(4) };
            try
            {
                // A call that is tried again after the kill would only lengthen the round.
                var deadline = DateTime.UtcNow.AddSeconds(20);
                var info = number % 3 == 0
                    ? (await desil.BulkGetDesilAsync(
                        new BulkGetDesilRequest { Queries = { Enumerable.Repeat(query, 100) } }, deadline: deadline)).Info
                    : (await desil.GetDesilAsync(new GetDesilRequest { Query = query }, deadline: deadline)).Info;
                Assert.True(received.TryAdd(info.Receipt.Index, reference));
            }
            catch (RpcException fault) when (fault.StatusCode is StatusCode.Unavailable or StatusCode.Internal
                or StatusCode.DeadlineExceeded or StatusCode.Cancelled or StatusCode.Unauthenticated)
            {
                return;
            }
        }
    }

    private static async Task AssertRecordedAsync(ExchangeClient client, ConcurrentDictionary<long, string> received)
    {
        foreach (var (index, reference) in received)
        {
            var proof = await client.AccessLog.GetInclusionProofAsync(new GetInclusionProofRequest { Index = index });
            var entry = AccessEntry.Parser.ParseFrom(proof.Leaf.Span[..^32]);
            Assert.Equal((reference, 0), (entry.Reference, entry.Status));
            Assert.Equal(entry.Method.EndsWith("BulkGetDesil", StringComparison.Ordinal) ? 100 : 1, entry.Found);
        }
    }

    private static async Task AssertExtendsAsync(ExchangeClient client, List<Checkpoint> seen)
    {
        var now = await CheckpointAsync(client);
        foreach (var earlier in seen)
        {
            var proof = await client.AccessLog.GetConsistencyProofAsync(
                new GetConsistencyProofRequest { FirstSize = earlier.Size, SecondSize = now.Size });
            Assert.True(Proofs.Extends(
                earlier.Size, earlier.Root.Span, now.Size, now.Root.Span, [.. proof.Hashes.Select(hash => hash.ToByteArray())]));
        }
    }

    private static async Task<Checkpoint> CheckpointAsync(ExchangeClient client)
    {
        var answer = await client.AccessLog.GetCheckpointAsync(new GetCheckpointRequest());
        Assert.True(NoteKey.TryParse(answer.VerifierKey, out var key));
        Assert.Equal(CheckpointVerdict.Valid, Checkpoint.Open(answer.Checkpoint, key!, out var checkpoint));
        return checkpoint!;
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var bound = new CancellationTokenSource(Bound);
        while (!holds())
        {
            await Task.Delay(10, bound.Token);
        }
    }
}
