using System.Collections.Immutable;
using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Pki;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Dtsen.Exchange.Identity.Tokens;

/// <summary>
/// Who gets a token, and for which scopes. Pure: the certificate has been judged, its application's id is given.
/// </summary>
internal static class TokenRules
{
    /// <param name="certificate">What the connection's certificate is worth now.</param>
    /// <param name="certifiedId">The application for which the certificate stands, null where it was not trusted.</param>
    /// <param name="isSuspended">Whether the certificate is suspended.</param>
    /// <param name="clientId">The application that asks, by its own word.</param>
    /// <param name="requested">The scopes asked for; none means all of the agreement.</param>
    /// <param name="directory">The register of partners.</param>
    /// <param name="today">The day in WIB.</param>
    /// <param name="granted">The scopes of the token, in order, where there is no refusal.</param>
    /// <returns>Null where the token may be issued.</returns>
    public static Refusal? Decide(
        CertificateVerdict certificate,
        string? certifiedId,
        bool isSuspended,
        string? clientId,
        ImmutableArray<string> requested,
        PartnerDirectory directory,
        DateOnly today,
        out ImmutableArray<string> granted)
    {
        granted = [];
        if (certificate != CertificateVerdict.Trusted || certifiedId is null)
            return new Refusal(Errors.InvalidClient, "The client certificate is no longer trusted: renew it, then connect anew.");
        if (!string.Equals(certifiedId, clientId, StringComparison.Ordinal))
            return new Refusal(
                Errors.InvalidClient,
                "The client certificate stands for another application than client_id: use the application's own certificate.");
        if (directory.FindApplication(certifiedId) is not { } application)
            return new Refusal(
                Errors.InvalidClient, "The application is not in the register of partners: ask the exchange for an agreement.");
        if (isSuspended || application.IsSuspended)
            return new Refusal(
                Errors.UnauthorizedClient,
                "The agency, the application, its agreement or its certificate is suspended: ask the exchange why.");
        if (!application.Agreement.IsInForceOn(today))
            return new Refusal(
                Errors.UnauthorizedClient, "The agreement is not in force today (WIB): have it renewed, or wait for its first day.");

        var scopes = application.Agreement.Scopes;
        if (requested.Any(scope => !scopes.Contains(scope)))
        {
            var list = string.Join(' ', scopes.Order(StringComparer.Ordinal));
            return new Refusal(Errors.InvalidScope, $"The agreement does not grant every scope asked for. It grants: {list}");
        }
        IEnumerable<string> chosen = requested.IsDefaultOrEmpty ? scopes : requested;
        granted = [.. chosen.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return null;
    }
}
