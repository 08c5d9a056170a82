using Dtsen.Exchange.Contracts.Options.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Partners;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>
/// Step 3: the application's agreement is in force, nobody has suspended it, and it has the scope and the level of the method. A suspended
/// agency is refused here.
/// </summary>
internal sealed class AgreementStep(TimeProvider time)
{
    public Application Judge(PartnerDirectory partners, string applicationId, ValidatedToken token, Access access)
    {
        var application = partners.FindApplication(applicationId) ?? throw Problems.ApplicationUnknown();
        if (application.IsSuspended)
        {
            throw Problems.Suspended();
        }

        var agreement = application.Agreement;
        if (!agreement.IsInForceOn(Wib.Today(time)))
        {
            throw Problems.AgreementNotInForce();
        }

        if (!token.Scopes.Contains(access.Scope) || !agreement.Scopes.Contains(access.Scope))
        {
            throw Problems.ScopeMissing(access.Scope);
        }

        return (int)agreement.Level >= (int)access.MinLevel ? application : throw Problems.LevelTooLow();
    }
}
