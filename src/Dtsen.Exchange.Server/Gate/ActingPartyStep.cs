using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Domain.Wilayahs;
using Microsoft.AspNetCore.Http;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>
/// Step 5, second half: for whom the application acts and who its end user is. Rights are those of the agreement narrowed by the acting
/// party, never widened.
/// </summary>
internal static class ActingPartyStep
{
    public const string ActingForHeader = "dtsen-acting-for";
    public const string EndUserHeader = "dtsen-end-user";

    private const int MaxLength = 200;
    private const int HashLength = 64;

    public static ActingParty? JudgeActingParty(
        HttpContext http, Agreement agreement, PartnerDirectory partners, WilayahTable wilayah)
    {
        var header = http.Request.Headers[ActingForHeader].ToString();
        if (header.Length == 0)
        {
            return agreement.ActingFor.Required ? throw Problems.ActingPartyMissing() : null;
        }

        return header.Split(':', 2) switch
        {
            ["agency", var id] when agreement.ActingFor.Agencies.Contains(id) && partners.FindAgency(id) is { Suspended: false } agency =>
                new ActingParty(agency, null),
            ["wilayah", var code] when agreement.ActingFor.Wilayah && IsWithin(code, agreement, wilayah) => new ActingParty(null, code),
            _ => throw Problems.ActingPartyNotAllowed(),
        };
    }

    public static EndUser? JudgeEndUser(HttpContext http, Agreement agreement)
    {
        var header = http.Request.Headers[EndUserHeader].ToString();
        if (header.Length == 0 && agreement.EndUser == EndUserRule.None)
        {
            return null;
        }

        if (header.Length > MaxLength || header.Split(':', 2) is not [{ Length: > 0 } role, { Length: > 0 } id])
        {
            throw Problems.EndUserMissing();
        }

        if (agreement.EndUser == EndUserRule.Citizen
            && (role != EndUser.CitizenRole || id.Length != HashLength || !id.All(char.IsAsciiHexDigitLower)))
        {
            throw Problems.EndUserMissing();
        }

        // It is kept, and read by auditors.
        return LongNumber.IsIn(header) ? throw Problems.EndUserRevealed() : new EndUser(role, id);
    }

    /// <summary>The domiciles of the agreement, narrowed by whom the application acts for.</summary>
    public static WilayahLimit Narrow(Agreement agreement, ActingParty? party)
    {
        var limit = WilayahLimit.Of(agreement.Wilayah);
        var territory = party?.Wilayah ?? party?.Agency?.Wilayah;
        return territory is null ? limit : limit.Narrow(territory);
    }

    private static bool IsWithin(string code, Agreement agreement, WilayahTable wilayah) =>
        WilayahCode.TryParse(code, out var parsed)
        && wilayah.Contains(parsed)
        && (agreement.Wilayah is null || agreement.Wilayah.Any(own => code.StartsWith(own, StringComparison.Ordinal)));
}
