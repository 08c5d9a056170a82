using System.Globalization;
using Dtsen.Exchange.Contracts.AccessLog.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Server.Gate;
using Grpc.Core;

namespace Dtsen.Exchange.Server.AccessLogs;

internal sealed partial class AccessLogService
{
    private const int MaxAccesses = 1000;

    public override Task<ListSubjectAccessesResponse> ListSubjectAccesses(ListSubjectAccessesRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        if (!Nik.TryParse(request.Nik, out var nik))
        {
            throw Problem.InvalidField(
                "nik",
                "is not a NIK: exactly 16 digits, as text, without blanks.",
                "bukan NIK: tepat 16 angka, sebagai teks, tanpa spasi.");
        }

        RequireOwn(caller, nik);
        var size = Paging.SizeOf(request.PageSize, MaxAccesses);
        var before = ReadToken(request.PageToken);
        var (indexes, isKnown) = Find(nik, caller);
        // A citizen whom nobody looked up is no guess, where the application has verified the NIK and the register has it.
        caller.Tally.Count(nik, indexes.Count > 0 || (isKnown && caller.Agreement.EndUser == EndUserRule.Citizen));
        var newestFirst = indexes.Where(index => index < before).OrderDescending().Take(size + 1).ToList();
        var response = new ListSubjectAccessesResponse
        {
            NextPageToken = newestFirst.Count > size ? Paging.Write(newestFirst[size - 1].ToString(CultureInfo.InvariantCulture)) : "",
            Info = caller.Info(),
        };
        response.Accesses.AddRange(newestFirst.Take(size).Select(ReadAccess));
        return Task.FromResult(response);
    }

    /// <summary>
    /// Who asked for the person, and who asked for the family under the number that it has now; and whether the release
    /// that the caller sees has the person.
    /// </summary>
    private (IReadOnlyCollection<long> Indexes, bool IsKnown) Find(Nik nik, Caller caller)
    {
        var indexes = recorder.Find(nik);
        if (caller.State.Releases.Find(caller.Agreement.ReleaseAudience, null) is not { } release
            || !release.Files.TryLeaseCurrent(out var lease))
        {
            return (indexes, false);
        }

        using (lease)
        {
            return lease.Population.TryFindOrNearest(nik, out var person)
                ? (indexes.Union(recorder.Find(person.FamilyNumber | Tally.FamilyBit)).ToList(), true)
                : (indexes, false);
        }
    }

    private SubjectAccess ReadAccess(long index)
    {
        var entry = Read(recorder.Log.Read(index, 1)[0]).Entry;
        var access = new SubjectAccess
        {
            Receipt = recorder.ReceiptOf(index),
            RecordTime = entry.RecordTime,
            Agency = entry.Application[..Math.Max(entry.Application.IndexOf('.', StringComparison.Ordinal), 0)],
            Application = entry.Application,
            ActingFor = entry.ActingFor,
            Purpose = entry.Purpose,
            Method = entry.Method,
        };
        access.Variables.AddRange(entry.Variables);
        return access;
    }

    private static long ReadToken(string token)
    {
        var text = Paging.Read(token);
        return text.Length == 0
            ? long.MaxValue
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : throw Paging.NoToken();
    }
}
