using Dtsen.Exchange.Contracts.Partner.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Server.Gate;
using Dtsen.Exchange.Server.Quotas;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Registered = Dtsen.Exchange.Domain.Partners;

namespace Dtsen.Exchange.Server.Partners;

internal sealed partial class PartnerService
{
    public override async Task<GetUsageResponse> GetUsage(GetUsageRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var day = Wib.Today(options.Time);
        var accounts = quotas.Of(caller.Application);
        var misses = caller.Agreement.Misses;
        return new GetUsageResponse
        {
            Agreement = await ReadUsageAsync(accounts.Agreement, caller.Agreement.Limits, day),
            Agency = await ReadUsageAsync(accounts.Agency, caller.Application.Agency.Limits, day),
            Misses = new MissUsage
            {
                PerDay = misses.PerDay,
                Share = misses.Share,
                Used = accounts.Misses.UsedOfShare(day)
                    + await quotas.ReadUsedAsync(accounts.Misses.Counter, day, misses.PerDay),
                Left = accounts.Misses.Left(day, misses),
            },
            FillsAt = Wib.StartOf(day.AddDays(1)).ToTimestamp(),
            Info = caller.Info(),
        };
    }

    private async Task<Usage> ReadUsageAsync(Account account, Registered.Limits limits, DateOnly day)
    {
        var calls = await quotas.ReadUsedAsync(account.Calls, day, limits.CallsPerDay);
        var numbers = await quotas.ReadUsedAsync(account.Numbers, day, limits.NumbersPerDay);
        return new Usage
        {
            Limits = ToProto(limits),
            CallsUsed = calls,
            CallsLeft = Math.Max(0, limits.CallsPerDay - calls),
            NumbersUsed = numbers,
            NumbersLeft = Math.Max(0, limits.NumbersPerDay - numbers),
        };
    }
}
