using System.Collections.Concurrent;
using System.Data.Common;
using System.Net.Sockets;
using System.Security.Cryptography;
using Dtsen.Exchange.Domain.Partners;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Server.Quotas;

/// <summary>All accounts of this node. When it stops, what it holds on lease goes back.</summary>
internal sealed class QuotaBook(QuotaStore store, TimeProvider time, ILogger<QuotaBook> log) : IHostedService, IDisposable
{
    private readonly ulong _key = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
    private readonly ConcurrentDictionary<string, QuotaAccounts> _applications = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Account> _agencies = new(StringComparer.Ordinal);

    /// <summary>The accounts of an application.</summary>
    public QuotaAccounts Of(Application application) => _applications.TryGetValue(application.Id, out var known)
        ? known
        : _applications.GetOrAdd(application.Id, id => Open(id, application.Agency.Id));

    /// <summary>What is used of a counter today on all nodes, without what this node holds and has not used.</summary>
    public async Task<long> ReadUsedAsync(DayCounter counter, DateOnly day, long limit)
    {
        // Held is read first: what is used in between counts as used.
        var held = counter.Held(day, limit);
        return Math.Max(0, await store.ReadAsync(counter.Key, day) - held);
    }

    /// <summary>Whether an exception says that the database cannot be reached.</summary>
    public static bool IsAway(Exception fault) => fault is DbException or IOException or SocketException or TimeoutException;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var counter in Counters())
        {
            try
            {
                await counter.GiveBackAsync();
            }
            catch (Exception fault) when (IsAway(fault))
            {
                log.NotGivenBack(fault.GetType().Name);
                return;
            }
        }
    }

    public void Dispose()
    {
        foreach (var accounts in _applications.Values)
        {
            accounts.Misses.Dispose();
        }
    }

    private QuotaAccounts Open(string application, string agency)
    {
        var scope = "application/" + application;
        var shared = new Lock();
        return new QuotaAccounts(
            new Account(scope, store, time, shared),
            _agencies.GetOrAdd(agency, id => new Account("agency/" + id, store, time, new Lock())),
            new MissBudget(store, new QuotaKey(scope, QuotaKey.Misses), time, _key, shared),
            shared);
    }

    private IEnumerable<DayCounter> Counters() => _applications.Values
        .SelectMany(accounts => new[] { accounts.Agreement.Calls, accounts.Agreement.Numbers, accounts.Misses.Counter })
        .Concat(_agencies.Values.SelectMany(agency => new[] { agency.Calls, agency.Numbers }));
}
