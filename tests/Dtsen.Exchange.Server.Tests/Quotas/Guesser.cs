using System.Globalization;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Google.Rpc;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Tests.Quotas;

/// <summary>
/// An application with an agreement that harvests a kecamatan by guessing. It knows what can be known without asking: how NIKs are formed,
/// and which names are the commonest among the women and the men of the kecamatan. It walks 0001, 0002 … of each birth date, goes on where
/// it found somebody, asks again for those it found, so that they earn it misses, and sends several calls at once.
/// </summary>
internal sealed class Guesser
{
    private const int Bulk = 1_000;
    private const int Again = 200;
    private const int AtOnce = 8;

    private readonly Queue<DesilQuery> _promising = new();
    private readonly IEnumerator<DesilQuery> _walk;
    private readonly Dictionary<string, DesilQuery> _hits = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public Guesser(IReadOnlyList<Family> kecamatan, DateOnly today)
    {
        var people = kecamatan.SelectMany(family => family.Members).ToList();
        _walk = Walk(CommonestNames(people, 2), CommonestNames(people, 1), today).GetEnumerator();
    }

    /// <summary>Of how many people it learned.</summary>
    public int Learned => _hits.Count;

    /// <summary>Numbers that it guessed.</summary>
    public int Guesses { get; private set; }

    /// <summary>Guesses until it is refused for its misses, or has guessed so often.</summary>
    /// <param name="client">The exchange.</param>
    /// <param name="wait">Waits as it is told when it is too fast.</param>
    /// <param name="most">So often.</param>
    /// <returns>The reason of the last refusal, or null.</returns>
    public async Task<string?> RunAsync(DesilService.DesilServiceClient client, Action<TimeSpan> wait, int most)
    {
        var reasons = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(() => GuessAsync(client, wait, most))));
        return reasons.FirstOrDefault(reason => reason is not null);
    }

    private async Task<string?> GuessAsync(DesilService.DesilServiceClient client, Action<TimeSpan> wait, int most)
    {
        while (Next(most) is { Queries.Count: > 0 } request)
        {
            BulkGetDesilResponse? answer = null;
            while (answer is null)
            {
                try
                {
                    answer = await client.BulkGetDesilAsync(request);
                }
                catch (RpcException refusal) when (refusal.StatusCode == StatusCode.ResourceExhausted)
                {
                    var status = refusal.GetRpcStatus()!;
                    if (status.GetDetail<ErrorInfo>()!.Reason is var reason && reason != "RATE_EXCEEDED")
                    {
                        return reason;
                    }

                    wait(status.GetDetail<RetryInfo>()!.RetryDelay.ToTimeSpan());
                }
            }

            Learn(request, answer);
        }

        return null;
    }

    private BulkGetDesilRequest? Next(int most)
    {
        lock (_lock)
        {
            if (Guesses >= most)
            {
                return null;
            }

            var request = new BulkGetDesilRequest { Queries = { _hits.Values.Take(Again) } };
            while (request.Queries.Count < Bulk && (_promising.TryDequeue(out var query) || TryWalk(out query)))
            {
                request.Queries.Add(query);
                Guesses++;
            }

            return request;
        }
    }

    private bool TryWalk(out DesilQuery query)
    {
        var more = _walk.MoveNext();
        query = more ? _walk.Current : null!;
        return more;
    }

    private void Learn(BulkGetDesilRequest request, BulkGetDesilResponse answer)
    {
        lock (_lock)
        {
            for (var row = 0; row < request.Queries.Count; row++)
            {
                var query = request.Queries[row];
                if (answer.Items[row].Answer is { Outcome: not DesilOutcome.NotFound } && _hits.TryAdd(query.Nik, query))
                {
                    // Where there is one there may be another.
                    _promising.Enqueue(new DesilQuery { Nik = Following(query.Nik), Name = query.Name });
                }
            }
        }
    }

    /// <summary>The first of every day first, grown-ups before children; then the second; each by one name after another.</summary>
    private static IEnumerable<DesilQuery> Walk(List<string> women, List<string> men, DateOnly today)
    {
        for (var name = 0; name < women.Count && name < men.Count; name++)
        {
            for (var number = 1; number <= 3; number++)
            {
                for (var birth = today.AddYears(-45); birth < today.AddYears(-18); birth = birth.AddDays(1))
                {
                    foreach (var isWoman in new[] { true, false })
                    {
                        yield return new DesilQuery
                        {
                            Nik = Kecamatan.Prefix(birth, isWoman) + number.ToString("D4", CultureInfo.InvariantCulture),
                            Name = (isWoman ? women : men)[name],
                        };
                    }
                }
            }
        }
    }

    private static List<string> CommonestNames(IEnumerable<Member> people, uint sex) =>
    [
        .. people.Where(person => person.JenisKelamin == sex).GroupBy(person => person.Nama)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Take(20).Select(group => group.Key),
    ];

    private static string Following(string nik) =>
        nik[..12] + (int.Parse(nik[12..], CultureInfo.InvariantCulture) + 1).ToString("D4", CultureInfo.InvariantCulture);
}
