namespace Dtsen.Exchange.Server.Quotas;

/// <summary>What a call holds until it ends.</summary>
/// <param name="accounts">To which it is charged.</param>
/// <param name="countsInFlight">Whether it counts among the calls in flight.</param>
internal sealed class CallUse(QuotaAccounts accounts, bool countsInFlight)
{
    private bool _ended;

    /// <summary>To which it is charged.</summary>
    public QuotaAccounts Accounts => accounts;

    /// <summary>With how many numbers it was let in to the budget of misses and is not settled yet.</summary>
    public int Unsettled { get; set; }

    /// <summary>What agreement and agency had left when it was charged last, or told last without a charge.</summary>
    public DayLeft Left { get; set; }

    /// <summary>Ends the call.</summary>
    public void End()
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        if (Unsettled > 0)
        {
            accounts.Misses.Leave(Unsettled);
            Unsettled = 0;
        }

        if (countsInFlight)
        {
            accounts.Agency.End();
        }
    }
}
