using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Server.Quotas;
using Dtsen.Exchange.Server.Tests.Sql;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dtsen.Exchange.Server.Tests.Quotas;

/// <summary>What of a node divides and uses the rates of one agreement and its agency, with a clock of its own.</summary>
internal sealed class RateNode : IDisposable
{
    public const int CallsPerSecond = 100;

    private static readonly Limits Limits = new(CallsPerSecond, 10_000, 1, 1);
    private static readonly Limits AgencyLimits = new(120, 20_000, 1, 1);

    private readonly Account _agreement;
    private readonly Account _agency;

    public RateNode(string name, TestDatabase database)
    {
        Name = name;
        Shares = new RateShares(new RateShareStore(database.Database), name, Clock, NullLogger<RateShares>.Instance);
        var counters = new QuotaStore(database.Database);
        _agreement = new Account("application/uji.uji", counters, Clock, new Lock());
        _agency = new Account("agency/uji", counters, Clock, new Lock());
    }

    public string Name { get; }

    public NodeClock Clock { get; } = new();

    public RateShares Shares { get; }

    /// <summary>Whether calls can be let in without waiting for the database.</summary>
    public bool IsOpen
    {
        get
        {
            Shares.Add(_agreement);
            Shares.Add(_agency);
            return _agreement.AskRate(Limits) & _agency.AskRate(AgencyLimits);
        }
    }

    /// <summary>Asks for so many calls, one after another.</summary>
    /// <returns>How many were let in.</returns>
    public int Ask(int calls)
    {
        var let = 0;
        for (var call = 0; call < calls; call++)
        {
            let += IsOpen && _agreement.Take(_agency, 1, 1) == TimeSpan.Zero ? 1 : 0;
        }

        return let;
    }

    public void Dispose() => Shares.Dispose();
}
