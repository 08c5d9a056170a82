using System.Collections.Concurrent;
using Dtsen.Exchange.Audit;
using Dtsen.Exchange.Client;
using Dtsen.Exchange.Client.Tests.Releases;
using Dtsen.Exchange.Contracts.AccessLog.V1;
using Dtsen.Exchange.Contracts.Desil.V1;
using Grpc.Core;

namespace Dtsen.Exchange.Cli.Tests.Serving;

/// <summary>A node that is killed under load: no answer that a client received is missing from its log.</summary>
public class KillTests
{
    private const int Connections = 4;
    private const int Callers = 16;
    private const int PageSize = 1_000;

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(5);

    [Fact(Timeout = 3_600_000)]
    public async Task After_any_number_of_kills_every_answer_is_in_the_log_and_the_log_goes_on_unchanged()
    {
        var rounds = Environment.GetEnvironmentVariable("DTSEN_LONG") == "1" ? 100 : 5;
        var random = new Random(11);
        await using var exchange = new RunningExchange();
        await exchange.InitializeAsync();
        var seen = new List<Checkpoint>();
        NoteKey? key = null;
        var all = new Dictionary<long, string>();
        var refused = 0;
        for (var round = 0; round < rounds; round++)
        {
            var received = new ConcurrentDictionary<long, string>();
            var clients = Enumerable.Range(0, Connections).Select(_ => ClientOf(exchange)).ToList();
            key ??= await KeyAsync(clients[0]);
            seen.Add(await CheckpointAsync(clients[0], key));
            var calling = Task.WhenAll(Enumerable.Range(0, Callers).Select(
                caller => CallUntilKilledAsync(clients[caller % Connections], $"{round}-{caller}", received)).ToList());
            await UntilAsync(() => received.Count >= Callers);
            await Task.Delay(random.Next(1, 500));
            await exchange.KillAsync();
            refused += (await calling.WaitAsync(Bound)).Sum();
            foreach (var client in clients)
            {
                await client.DisposeAsync();
            }

            // Two answers never name one place, not even across kills.
            Assert.All(received, answer => all.Add(answer.Key, answer.Value));
            await exchange.StartAsync();
            await using var again = ClientOf(exchange);
            await AssertRecordedAsync(again, key, received);
            await AssertExtendsAsync(again, key, seen);
            TestContext.Current.TestOutputHelper?.WriteLine($"kill {round + 1}: {received.Count} answers");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{rounds} kills, {all.Count} answers and {refused} refusals received");
        Assert.True(all.Count >= rounds * Callers && refused > rounds);
        Assert.True(await RefusedEntriesAsync(exchange) >= refused);
        await exchange.KillAsync();
        Assert.DoesNotContain(FolderAudit.Run(exchange.AccessLog, seen).Findings, finding => finding.Fault != AuditFault.TornEnd);
    }

    /// <summary>A client of its own connection.</summary>
    private static ExchangeClient ClientOf(RunningExchange exchange, string application = RunningExchange.Ministry) =>
        exchange.Client(application);

    /// <summary>Asks, alone, in bulk and for a purpose that is not allowed, until the node is gone.</summary>
    /// <returns>How many refusals it received.</returns>
    private static async Task<int> CallUntilKilledAsync(ExchangeClient client, string caller, ConcurrentDictionary<long, string> received)
    {
        var refused = 0;
        for (var number = 0; ; number++)
        {
            var reference = $"{caller}-{number}";
            var purpose = number % 7 == 6 ? "pemasaran" : "pbi-jk";
            var desil = client.With(new CallContext { Purpose = purpose, Reference = reference }).Desil;
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
            catch (RpcException refusal) when (refusal.StatusCode == StatusCode.PermissionDenied)
            {
                refused++;
            }
            catch (RpcException fault) when (fault.StatusCode is StatusCode.Unavailable or StatusCode.Internal
                or StatusCode.DeadlineExceeded or StatusCode.Cancelled or StatusCode.Unauthenticated)
            {
                return refused;
            }
        }
    }

    /// <summary>How many calls the whole log says were refused for their purpose.</summary>
    private static async Task<int> RefusedEntriesAsync(RunningExchange exchange)
    {
        await using var auditor = ClientOf(exchange, RunningExchange.Auditor);
        var log = auditor.With(new CallContext { Purpose = "pengawasan" }).AccessLog;
        var refused = 0;
        ListEntriesResponse page;
        var next = 0L;
        do
        {
            page = await log.ListEntriesAsync(new ListEntriesRequest { FirstIndex = next, PageSize = PageSize });
            refused += page.Entries.Count(entry => entry.Entry.Status == (int)StatusCode.PermissionDenied);
            next = page.NextIndex;
        }
        while (page.Entries.Count == PageSize);
        return refused;
    }

    private static async Task AssertRecordedAsync(ExchangeClient client, NoteKey key, ConcurrentDictionary<long, string> received)
    {
        foreach (var (index, reference) in received)
        {
            var proof = await client.AccessLog.GetInclusionProofAsync(new GetInclusionProofRequest { Index = index });
            var receipt = new Receipt(proof.Leaf.Memory, index, [.. proof.Hashes.Select(hash => hash.ToByteArray())], proof.Checkpoint);
            Assert.Equal(ReceiptVerdict.Recorded, receipt.Verify(key));
            var entry = AccessEntry.Parser.ParseFrom(proof.Leaf.Span[..^32]);
            Assert.Equal((reference, 0), (entry.Reference, entry.Status));
            Assert.Equal(entry.Method.EndsWith("BulkGetDesil", StringComparison.Ordinal) ? 100 : 1, entry.Found);
        }
    }

    private static async Task AssertExtendsAsync(ExchangeClient client, NoteKey key, List<Checkpoint> seen)
    {
        var now = await CheckpointAsync(client, key);
        foreach (var earlier in seen)
        {
            var proof = await client.AccessLog.GetConsistencyProofAsync(
                new GetConsistencyProofRequest { FirstSize = earlier.Size, SecondSize = now.Size });
            Assert.True(Proofs.Extends(
                earlier.Size, earlier.Root.Span, now.Size, now.Root.Span, [.. proof.Hashes.Select(hash => hash.ToByteArray())]));
        }
    }

    private static async Task<Checkpoint> CheckpointAsync(ExchangeClient client, NoteKey key)
    {
        var answer = await client.AccessLog.GetCheckpointAsync(new GetCheckpointRequest());
        Assert.Equal(CheckpointVerdict.Valid, Checkpoint.Open(answer.Checkpoint, key, out var checkpoint));
        return checkpoint!;
    }

    /// <summary>The node's public key, asked for once: what it signs after a kill is verified by the same.</summary>
    private static async Task<NoteKey> KeyAsync(ExchangeClient client)
    {
        Assert.True(NoteKey.TryParse((await client.AccessLog.GetCheckpointAsync(new GetCheckpointRequest())).VerifierKey, out var key));
        return key!;
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
