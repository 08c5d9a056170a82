using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Server.Quotas;

/// <summary>
/// Divides rates a second among the nodes: twice a second this node renews the shares that it holds, gives up what others need more, and
/// takes what they have given up. Nothing here compares clocks of two nodes: a node stops using what it could not renew for
/// <see cref="Lease"/>, and others take it when they have seen no renewal for as long, each by the time that passed on it.
/// </summary>
internal sealed class RateShares(RateShareStore store, string node, TimeProvider time, ILogger<RateShares> log) : BackgroundService
{
    /// <summary>Time between two divisions.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    /// <summary>For how long a share is held without renewal: as long as a node answers without having heard from the database.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>After such a time without a call an account's share goes back.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);

    /// <summary>So many divisions a call waits for where other nodes hold all; by then they have made room.</summary>
    private const int MostRounds = 4;

    private readonly ConcurrentDictionary<string, Account> _accounts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Renewals, long SeenAt)> _seen = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private TaskCompletionSource _wanted = NewSignal();
    private TaskCompletionSource _round = NewSignal();

    /// <summary>Waits until this node holds a share of an account's rates, as it does at once where it was asked lately.</summary>
    /// <exception cref="System.Data.Common.DbException">None is held, and the database cannot be reached.</exception>
    public ValueTask HoldAsync(Account account, Domain.Partners.Limits limits, CancellationToken cancellation) =>
        account.AskRate(limits) ? ValueTask.CompletedTask : new ValueTask(WaitAsync(account, limits, cancellation));

    /// <summary>Holds a share of an account's rates from the next division on.</summary>
    /// <returns>Whether it was not held yet.</returns>
    public bool Add(Account account) => _accounts.TryAdd(account.Scope, account);

    /// <summary>Divides now.</summary>
    public async Task RenewAsync()
    {
        var until = time.GetTimestamp();
        var grants = new List<(Account Account, long Share, bool IsAlone)>();
        await store.RenewAsync(node, (renewals, rows) => Decide(renewals, rows, grants));
        foreach (var (account, share, isAlone) in grants)
        {
            account.HoldRate(share, until, isAlone);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await store.FreeAsync(node);
        }
        catch (Exception fault) when (QuotaBook.IsAway(fault))
        {
            log.NotGivenBack(fault.GetType().Name);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await _wanted.Task.WaitAsync(Period, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            TaskCompletionSource round;
            lock (_lock)
            {
                round = _round;
                _round = NewSignal();
                _wanted = NewSignal();
            }

            try
            {
                if (!_accounts.IsEmpty)
                {
                    await RenewAsync();
                }

                round.SetResult();
            }
            catch (Exception fault)
            {
                // Those who wait are told. What is held stays held for the rest of its lease.
                round.SetException(fault);
                _ = round.Task.Exception;
            }
        }
    }

    private async Task WaitAsync(Account account, Domain.Partners.Limits limits, CancellationToken cancellation)
    {
        // One that is held but not open yet has its turn by itself.
        var isUrgent = Add(account) || !account.IsWaitingForRate;
        for (var rounds = 0; rounds < MostRounds && !account.AskRate(limits); rounds++)
        {
            Task round;
            lock (_lock)
            {
                round = _round.Task;
                if (isUrgent)
                {
                    _wanted.TrySetResult();
                }
            }

            await round.WaitAsync(cancellation);
            isUrgent = false;
        }
    }

    private RateRound Decide(
        IReadOnlyDictionary<string, long> renewals, IReadOnlyList<RateShareRow> rows, List<(Account, long, bool)> grants)
    {
        var ages = See(renewals);
        var holders = rows.Select(row => row.Node).ToHashSet(StringComparer.Ordinal);
        var ended = holders.Where(holder => ages.GetValueOrDefault(holder) >= Lease).ToList();
        var gone = ended.Where(holder => ages[holder] >= 2 * Lease).ToList();
        var changed = new List<RateShareRow>();
        var byScope = rows.Where(row => !gone.Contains(row.Node))
            .Select(row => ended.Contains(row.Node) ? row with { Share = 0, Demand = 0 } : row)
            .ToLookup(row => row.Scope, StringComparer.Ordinal);
        foreach (var account in _accounts.Values)
        {
            if (account.IsIdle(Idle) && _accounts.TryRemove(account.Scope, out _))
            {
                account.NarrowRate(0);
                continue;
            }

            var own = byScope[account.Scope].FirstOrDefault(row => row.Node == node);
            if (own is null)
            {
                // Nothing is held; what was is another's by now.
                account.NarrowRate(0);
            }

            var others = byScope[account.Scope].Where(row => row.Node != node).ToList();
            var demand = account.Demand;
            var share = RateDivision.ShareOf(demand, others);
            account.NarrowRate(share);
            grants.Add((account, share, others.Count == 0));
            var row = new RateShareRow { Scope = account.Scope, Node = node, Share = share, Demand = demand };
            if (row != own)
            {
                changed.Add(row);
            }
        }

        var dropped = rows.Where(row => row.Node == node && !_accounts.ContainsKey(row.Scope)).Select(row => row.Scope);
        return new RateRound(ended, gone, changed, [.. dropped]);
    }

    /// <summary>How long each other node has gone on without a renewal, as far as it was seen from here.</summary>
    private Dictionary<string, TimeSpan> See(IReadOnlyDictionary<string, long> renewals)
    {
        var ages = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        foreach (var (other, count) in renewals.Where(one => one.Key != node))
        {
            if (!_seen.TryGetValue(other, out var seen) || seen.Renewals != count)
            {
                _seen[other] = seen = (count, time.GetTimestamp());
            }

            ages[other] = time.GetElapsedTime(seen.SeenAt);
        }

        return ages;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
