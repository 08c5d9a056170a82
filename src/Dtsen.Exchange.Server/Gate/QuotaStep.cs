using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Server.Quotas;
using Microsoft.Extensions.Logging;
using Refusals = Dtsen.Exchange.Server.Quotas.Problems;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>
/// Step 6: the agreement and its agency have room for the call and for the numbers that it asks for. Misses are charged when the answer is
/// known, before it leaves.
/// </summary>
internal sealed class QuotaStep(QuotaBook book, RateShares rates, TimeProvider time, ILogger<QuotaStep> log)
{
    /// <summary>Charges a unary call.</summary>
    /// <exception cref="Grpc.Core.RpcException">RESOURCE_EXHAUSTED; or UNAVAILABLE where nothing can be counted.</exception>
    public ValueTask EnterAsync(Admission admission, object request, CancellationToken cancellation)
    {
        if (admission.Caller is not { } caller)
        {
            return ValueTask.CompletedTask;
        }

        var accounts = book.Of(caller.Application);
        if (!accounts.Agency.TryBegin(caller.Application.Agency.CallsInFlight))
        {
            throw Refusals.TooManyInFlight(accounts.Agency.Scope);
        }

        caller.Use = new CallUse(accounts, countsInFlight: true);
        var numbers = caller.Method.NumbersIn(request);
        return TryCharge(caller, caller.Use, numbers)
            ? ValueTask.CompletedTask
            : ChargeAsync(caller, caller.Use, 1, numbers, cancellation);
    }

    /// <summary>Charges a stream that opens.</summary>
    /// <param name="admission">By which it was let in.</param>
    /// <param name="request">Its request; null where requests are streamed, each to be charged as a page.</param>
    /// <param name="cancellation">Ends with the call.</param>
    public ValueTask OpenAsync(Admission admission, object? request, CancellationToken cancellation)
    {
        if (admission.Caller is not { } caller)
        {
            return ValueTask.CompletedTask;
        }

        caller.Use = new CallUse(book.Of(caller.Application), countsInFlight: false);
        return ChargeAsync(caller, caller.Use, 1, request is null ? 0 : caller.Method.NumbersIn(request), cancellation);
    }

    /// <summary>
    /// Charges a page of a stream, after settling those before. Who is faster than the rate waits: the page behind is read so much later.
    /// </summary>
    public async ValueTask PageAsync(Admission admission, object page, CancellationToken cancellation)
    {
        if (admission.Caller is { Use: { } use } caller && caller.Method.NumbersIn(page) is > 0 and var numbers)
        {
            await SettleAsync(admission);
            await WaitForRateAsync(caller, use, numbers, cancellation);
            await ChargeDayAsync(caller, use, 0, numbers, cancellation);
        }
    }

    /// <summary>Charges the misses of what is answered, and writes what is left into the answer.</summary>
    public ValueTask SettleAsync(Admission? admission)
    {
        if (admission?.Caller is not { Use: { } use } caller)
        {
            return ValueTask.CompletedTask;
        }

        var day = Wib.Today(time);
        var (subjects, misses) = caller.Tally.TakeUncharged();
        lock (use.Accounts.Lock)
        {
            if (use.Unsettled > 0 || misses > 0)
            {
                var numbers = use.Unsettled;
                use.Unsettled = 0;
                var settled = use.Accounts.Misses.SettleAsync(day, caller.Agreement.Misses, numbers, subjects, misses);
                if (!settled.IsCompletedSuccessfully)
                {
                    return new ValueTask(SettleOnceChargedAsync(settled, caller, use, day));
                }

                TellUsedUp(settled.Result, caller);
            }
            else
            {
                // A page that asks for nobody was not charged: it may be long since the call was.
                use.Left = LeftOf(caller, use.Accounts, day);
            }

            TellLeft(caller, use, day);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Ends a call, however it went.</summary>
    public static void Leave(Admission? admission) => admission?.Caller?.Use?.End();

    /// <summary>Charges a call where all that takes is held on this node, as it nearly always is; otherwise nothing.</summary>
    /// <exception cref="Grpc.Core.RpcException">A rate has no room.</exception>
    private bool TryCharge(Caller caller, CallUse use, int numbers)
    {
        var (own, agency, budget, shared) = use.Accounts;
        var day = Wib.Today(time);
        TimeSpan wait;
        lock (shared)
        {
            if (numbers > 0 && !budget.TryEnter(day, caller.Agreement.Misses, numbers))
            {
                return false;
            }

            var (limits, agencyLimits) = (caller.Agreement.Limits, caller.Application.Agency.Limits);
            if (own.TryCharge(limits, agency, agencyLimits, day, 1, numbers, out wait, out var left))
            {
                use.Unsettled = numbers;
                use.Left = left;
                return true;
            }

            budget.Leave(numbers);
        }

        return wait == TimeSpan.Zero ? false : throw Refusals.RateExceeded(own.Scope, wait);
    }

    private async Task SettleOnceChargedAsync(ValueTask<bool> settled, Caller caller, CallUse use, DateOnly day)
    {
        TellUsedUp(await settled, caller);
        TellLeft(caller, use, day);
    }

    private void TellUsedUp(bool isUsedUp, Caller caller)
    {
        if (isUsedUp)
        {
            log.MissesUsedUp(caller.Application.Agency.Id, caller.Application.Id);
        }
    }

    private static void TellLeft(Caller caller, CallUse use, DateOnly day)
    {
        if (caller.LastInfo is { } info)
        {
            info.Quota = new QuotaLeft
            {
                CallsToday = use.Left.Calls,
                NiksToday = use.Left.Numbers,
                MissesToday = use.Accounts.Misses.Left(day, caller.Agreement.Misses),
            };
        }
    }

    private static DayLeft LeftOf(Caller caller, QuotaAccounts accounts, DateOnly day) => DayLeft.OfBoth(
        accounts.Agreement.Left(caller.Agreement.Limits, day), accounts.Agency.Left(caller.Application.Agency.Limits, day));

    private async ValueTask ChargeAsync(Caller caller, CallUse use, int calls, int numbers, CancellationToken cancellation)
    {
        if (await TakeRateAsync(caller, use, calls, numbers, cancellation) is { Ticks: > 0 } wait)
        {
            throw Refusals.RateExceeded(use.Accounts.Agreement.Scope, wait);
        }

        await ChargeDayAsync(caller, use, calls, numbers, cancellation);
    }

    /// <summary>Takes from the rates of agreement and agency.</summary>
    /// <returns>How long to wait where one has no room; then nothing was taken.</returns>
    private ValueTask<TimeSpan> TakeRateAsync(Caller caller, CallUse use, int calls, int numbers, CancellationToken cancellation)
    {
        var (own, agency) = (use.Accounts.Agreement, use.Accounts.Agency);
        return own.TryTake(caller.Agreement.Limits, agency, caller.Application.Agency.Limits, calls, numbers, out var wait)
            ? ValueTask.FromResult(wait)
            : new ValueTask<TimeSpan>(TakeRateOnceHeldAsync(caller, own, agency, calls, numbers, cancellation));
    }

    private async Task<TimeSpan> TakeRateOnceHeldAsync(
        Caller caller, Account own, Account agency, int calls, int numbers, CancellationToken cancellation)
    {
        try
        {
            // Where both have to be waited for they are waited for together.
            var hold = rates.HoldAsync(own, caller.Agreement.Limits, cancellation);
            await rates.HoldAsync(agency, caller.Application.Agency.Limits, cancellation);
            await hold;
        }
        catch (Exception fault) when (QuotaBook.IsAway(fault))
        {
            throw Refusals.NotCounted();
        }

        return own.Take(agency, calls, numbers);
    }

    private async ValueTask WaitForRateAsync(Caller caller, CallUse use, int numbers, CancellationToken cancellation)
    {
        while (await TakeRateAsync(caller, use, 0, numbers, cancellation) is { Ticks: > 0 } wait)
        {
            await Task.Delay(wait, time, cancellation);
        }
    }

    private async ValueTask ChargeDayAsync(Caller caller, CallUse use, int calls, int numbers, CancellationToken cancellation)
    {
        var (own, _, budget, _) = use.Accounts;
        var day = Wib.Today(time);
        try
        {
            if (numbers > 0)
            {
                if (!await budget.EnterAsync(day, caller.Agreement.Misses, numbers, cancellation))
                {
                    throw Refusals.MissesExhausted(own.Scope, UntilTomorrow(day));
                }

                use.Unsettled = numbers;
            }

            await TakeAsync(day, caller, use.Accounts, calls, numbers, cancellation);
            use.Left = LeftOf(caller, use.Accounts, day);
        }
        catch (Exception fault) when (QuotaBook.IsAway(fault))
        {
            throw Refusals.NotCounted();
        }
    }

    /// <summary>Takes from all counters, or from none.</summary>
    private async ValueTask TakeAsync(
        DateOnly day, Caller caller, QuotaAccounts accounts, int calls, int numbers, CancellationToken cancellation)
    {
        const int counters = 4;
        var taken = 0;
        try
        {
            for (; taken < counters; taken++)
            {
                var count = taken % 2 == 0 ? calls : numbers;
                var (counter, limit) = CounterAt(taken, caller, accounts);
                if (count > 0 && !await counter.TakeAsync(day, limit, count, cancellation))
                {
                    throw Refusals.QuotaExhausted(counter.Key, UntilTomorrow(day));
                }
            }
        }
        catch
        {
            while (--taken >= 0)
            {
                CounterAt(taken, caller, accounts).Counter.PutBack(day, taken % 2 == 0 ? calls : numbers);
            }

            throw;
        }
    }

    private static (DayCounter Counter, long Limit) CounterAt(int place, Caller caller, QuotaAccounts accounts) => place switch
    {
        0 => (accounts.Agreement.Calls, caller.Agreement.Limits.CallsPerDay),
        1 => (accounts.Agreement.Numbers, caller.Agreement.Limits.NumbersPerDay),
        2 => (accounts.Agency.Calls, caller.Application.Agency.Limits.CallsPerDay),
        _ => (accounts.Agency.Numbers, caller.Application.Agency.Limits.NumbersPerDay),
    };

    private TimeSpan UntilTomorrow(DateOnly day)
    {
        var left = Wib.StartOf(day.AddDays(1)) - time.GetUtcNow();
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
