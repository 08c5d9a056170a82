using Dtsen.Exchange.Contracts.Options.V1;
using Dtsen.Exchange.Domain.Partners;
using Microsoft.AspNetCore.Http;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>Step 5, first half: the call says for which purpose, and the agreement names that purpose.</summary>
internal static class PurposeStep
{
    public const string Header = "dtsen-purpose";

    public static string Judge(HttpContext http, Agreement agreement, Access access)
    {
        var purpose = http.Request.Headers[Header].ToString();
        if (purpose.Length == 0)
        {
            return access.PurposeRequired ? throw Problems.PurposeMissing() : "";
        }

        return agreement.Purposes.Contains(purpose) ? purpose : throw Problems.PurposeNotAllowed();
    }
}
