using System.Collections.Concurrent;
using Dtsen.Exchange.Server.Gate;
using Dtsen.Exchange.Server.Tests.Sql;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Server.Tests.Hostile;

/// <summary>
/// Requests that break every rule there is, made from the descriptors of every method, by a caller whom the gate lets through. Each is
/// answered or refused for a reason that is documented; the node stays as it was.
/// </summary>
[Collection(AloneCollection.Name)]
public class HostileRequestTests(PostgreSqlServer postgres, ITestOutputHelper output)
{
    private const int Calls = 10_000;
    private const int AtOnce = 8;
    private const long MaxGrowth = 128 << 20;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<(string Method, StatusCode Code), int> _answers = new();
    private readonly ConcurrentQueue<string> _wrong = new();

    private static int Rounds => Environment.GetEnvironmentVariable("DTSEN_LONG") == "1" ? 10 : 1;

    [Fact(Timeout = 3_600_000)]
    public async Task No_request_makes_a_node_fail_or_tell_of_people()
    {
        await using var hostile = await HostileNode.StartAsync();
        var attack = AttackOn(hostile);
        Assert.True(attack.Round < Calls, "Not every kind of damage comes to every method: make more calls.");
        await hostile.WorksAsync("2026-T3.v1");
        var heap = new List<long>();
        var next = 0;
        for (var round = 0; round < Rounds; round++)
        {
            for (var third = 0; third < 3; third++)
            {
                next = await RunAsync(hostile, attack, next, Calls / 3);
                heap.Add(GC.GetTotalMemory(forceFullCollection: true));
            }

            AssertQuiet(hostile);
        }

        foreach (var (what, count) in _answers.OrderBy(entry => entry.Key.Method, StringComparer.Ordinal).ThenBy(entry => entry.Key.Code))
        {
            output.WriteLine($"{what.Method} {what.Code} {count}");
        }

        output.WriteLine($"heap: {string.Join(' ', heap.Select(bytes => $"{bytes >> 20} MiB"))}");
        Assert.True(heap[^1] - heap[0] < MaxGrowth, $"The node keeps what it is sent: {string.Join(' ', heap)} bytes.");
        await hostile.WorksAsync("2026-T4.v1");
        AssertQuiet(hostile);
    }

    [Fact(Timeout = 3_600_000)]
    public async Task Nor_does_one_that_reaches_PostgreSQL()
    {
        await using var database = await postgres.NewAsync();
        await using var hostile = await HostileNode.StartAsync(database.Connection);
        await RunAsync(hostile, AttackOn(hostile), 0, Rounds == 1 ? 1000 : Calls);
        AssertQuiet(hostile);
        await hostile.WorksAsync("2026-T4.v1");
    }

    [Fact(Timeout = 600_000)]
    public async Task Nor_does_a_caller_who_hangs_up_in_the_middle()
    {
        await using var hostile = await HostileNode.StartAsync();
        var attack = AttackOn(hostile);
        var hungUp = 0;
        foreach (var call in CallsFrom(attack, 0).Take(300))
        {
            using var hangUp = new CancellationTokenSource();
            var half = call with { Sending = body => new HalfContent(body, hangUp.Cancel) };
            hungUp += await Record.ExceptionAsync(() => hostile.CallAsync(half, hangUp.Token).WaitAsync(Bound)) is null ? 0 : 1;
        }

        // Some were refused for what they had sent by then.
        Assert.True(hungUp > 100, $"Only {hungUp} calls were broken off: the test says little.");

        await hostile.WorksAsync("2026-T4.v1");
        AssertQuiet(hostile);
    }

    [Fact]
    public void Every_method_of_the_contracts_is_attacked()
    {
        var contracts = typeof(Contracts.Desil.V1.DesilService).Assembly.GetTypes()
            .Select(type => type.GetProperty("Descriptor")?.GetValue(null))
            .OfType<Google.Protobuf.Reflection.ServiceDescriptor>()
            .SelectMany(service => service.Methods)
            .Select(method => $"/{method.Service.FullName}/{method.Name}");

        Assert.Equal(contracts.Order(StringComparer.Ordinal), NamesOf(ServiceList.Methods));
    }

    private static Attack AttackOn(HostileNode hostile)
    {
        var mapped = hostile.Node.Services.GetRequiredService<AccessTable>().Methods.Values
            .OrderBy(method => method.FullName, StringComparer.Ordinal)
            .ToList();
        Assert.Equal(NamesOf(ServiceList.Methods), NamesOf(mapped));
        return new Attack(mapped, hostile.Plausible);
    }

    private static IEnumerable<string> NamesOf(IEnumerable<MethodAccess> methods) =>
        methods.Select(method => method.FullName).Order(StringComparer.Ordinal);

    private static IEnumerable<HostileCall> CallsFrom(Attack attack, int first) =>
        Enumerable.Range(first, int.MaxValue - first).Select(attack.Make).OfType<HostileCall>();

    /// <summary>Makes so many calls, and says with which number the next begin.</summary>
    private async Task<int> RunAsync(HostileNode hostile, Attack attack, int first, int count)
    {
        var calls = CallsFrom(attack, first).Take(count).Select(call =>
        {
            first = call.Number + 1;
            return call;
        });
        await Parallel.ForEachAsync(calls, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (call, _) =>
        {
            using var bound = new CancellationTokenSource(Bound);
            try
            {
                var reply = await hostile.CallAsync(call, bound.Token);
                _answers.AddOrUpdate((call.Method.FullName, reply.Code), 1, (_, number) => number + 1);
                if (Verdict.Of(call, reply, HostileNode.Secrets) is { } fault)
                {
                    _wrong.Enqueue($"{call}: {fault}");
                }
            }
            catch (Exception fault)
            {
                _wrong.Enqueue($"{call}: {fault.GetType().Name} {fault.Message} {fault.InnerException?.Message}");
            }
        });
        Assert.True(_wrong.IsEmpty, $"{_wrong.Count} calls went wrong:\n{string.Join('\n', _wrong.Take(40))}");
        return first;
    }

    private static void AssertQuiet(HostileNode hostile)
    {
        var log = hostile.Node.Log;
        Assert.DoesNotContain(log.Lines, line => line.Level >= LogLevel.Error);
        var text = log.Text;
        Assert.All(HostileNode.Secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));
        log.Clear();
    }
}
