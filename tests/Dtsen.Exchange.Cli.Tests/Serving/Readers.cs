using System.Collections.Concurrent;
using System.Globalization;
using Dtsen.Exchange.Client;
using Dtsen.Exchange.Client.Desil;
using Dtsen.Exchange.Client.Tests.Releases;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Grpc.Core;

namespace Dtsen.Exchange.Cli.Tests.Serving;

/// <summary>
/// Callers that look up all the time, and judge every answer: all of one call is of the release that it names, and none is older than what
/// the same client has seen.
/// </summary>
internal sealed class Readers : IAsyncDisposable
{
    private const int Clients = 3;
    private const int CallersAClient = 2;

    private readonly ConcurrentDictionary<(long Seq, string Release), int> _seen = new();
    private readonly ConcurrentDictionary<string, int> _answeredBy = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<ExchangeClient> _clients;
    private readonly Task _reading;
    private int _answers;

    public Readers(ThreeNodes nodes)
    {
        _clients = [.. Enumerable.Range(0, Clients).Select(_ => nodes.Client(ThreeNodes.Ministry))];
        _reading = Task.WhenAll(_clients.SelectMany(client =>
        {
            var seen = new SeenSeq();
            return Enumerable.Range(0, CallersAClient).Select(caller => Task.Run(() => ReadAsync(client, seen, caller)));
        }).ToList());
    }

    /// <summary>Answers so far.</summary>
    public int Answers => Volatile.Read(ref _answers);

    /// <summary>Every state at which an answer was read, with the release that it was read from.</summary>
    public IReadOnlyCollection<(long Seq, string Release)> Seen => [.. _seen.Keys];

    /// <summary>The nodes that answered.</summary>
    public IReadOnlyCollection<string> Nodes => [.. _answeredBy.Keys];

    /// <summary>Stops, and fails where an answer was wrong.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _reading;
    }

    /// <summary>Fails as soon as an answer was wrong.</summary>
    public void ThrowIfWrong()
    {
        if (_reading.IsFaulted)
        {
            _reading.GetAwaiter().GetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading.ContinueWith(_ => { }, TaskScheduler.Default);
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }

        _stop.Dispose();
    }

    private async Task ReadAsync(ExchangeClient client, SeenSeq seen, int caller)
    {
        var desil = client.With(new CallContext { Purpose = "monev" }).Desil;
        for (var call = caller; !_stop.IsCancellationRequested; call++)
        {
            var before = seen.Value;
            try
            {
                var info = (call % 4) switch
                {
                    0 => await StreamAsync(desil),
                    1 => await ManyAsync(desil),
                    _ => await OneAsync(desil, call),
                };
                Assert.True(info.ReadAt.Seq >= before, $"Entry {info.ReadAt.Seq} was read after {before}.");
                seen.Raise(info.ReadAt.Seq);
                if (call % 4 != 0)
                {
                    // A stream keeps its release while the log goes on.
                    _seen.TryAdd((info.ReadAt.Seq, info.ReadAt.Release), 0);
                }

                _answeredBy.TryAdd(info.Receipt.Origin, 0);
                Interlocked.Increment(ref _answers);
            }
            catch (RpcException failure) when (
                Passing.Is(failure) || ExchangeError.From(failure).Reason == ErrorReason.ReleaseWithdrawn)
            {
                // A node that dies takes calls with it, and a release that is taken back its streams; what counts is what is answered.
            }
        }
    }

    private static async Task<ResponseInfo> OneAsync(DesilService.DesilServiceClient desil, int call)
    {
        var answer = await desil.GetDesilAsync(new GetDesilRequest { Query = Query((call % Publisher.Families) + 1) });
        Check(answer.Answer, answer.Info);
        return answer.Info;
    }

    private static async Task<ResponseInfo> ManyAsync(DesilService.DesilServiceClient desil)
    {
        var answer = await desil.BulkGetDesilAsync(
            new BulkGetDesilRequest { Queries = { Enumerable.Range(1, Publisher.Families).Select(Query) } });
        Assert.Equal(Publisher.Families, answer.Items.Count);
        Assert.All(answer.Items, item => Check(item.Answer, answer.Info));
        return answer.Info;
    }

    /// <summary>Many pages, on more than one node where one dies: all of one release.</summary>
    private static async Task<ResponseInfo> StreamAsync(DesilService.DesilServiceClient desil)
    {
        var stream = new DesilStream(desil, new StreamLimits { QueriesPerPage = Publisher.Families / 4 });
        var queries = Enumerable.Range(0, Publisher.Families * 4).Select(index => Query((index % Publisher.Families) + 1));
        ResponseInfo? first = null;
        var answers = 0L;
        await foreach (var streamed in stream.LookUpAsync(queries))
        {
            first ??= streamed.Info;
            Assert.Equal((first.ReadAt.Release, answers++), (streamed.Info.ReadAt.Release, streamed.Index));
            Check(streamed.Item.Answer, streamed.Info);
        }

        Assert.Equal(Publisher.Families * 4, answers);
        return first!;
    }

    private static void Check(DesilAnswer answer, ResponseInfo info)
    {
        var release = info.ReadAt.Release;
        var version = int.Parse(release[(release.LastIndexOf('v') + 1)..], CultureInfo.InvariantCulture);
        Assert.Equal(Publisher.DesilIn(version), answer.DesilNasional);
    }

    private static DesilQuery Query(int serial) =>
        new() { Nik = FamilySample.Nik(FamilySample.Bandung, serial), Name = FamilySample.Name(serial) };

    /// <summary>The newest state that a client has seen, by this test's own account.</summary>
    private sealed class SeenSeq
    {
        private long _value;

        public long Value => Interlocked.Read(ref _value);

        public void Raise(long seq)
        {
            for (var seen = Value; seen < seq;)
            {
                seen = Interlocked.CompareExchange(ref _value, seq, seen);
            }
        }
    }
}
