using Dtsen.Exchange.Contracts.Options.V1;
using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Server.Features;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>Step 4: the feature of the method is on for this agency.</summary>
internal static class FeatureStep
{
    public static async ValueTask JudgeAsync(FeatureFlags features, Application application, Access access)
    {
        if (!await features.IsEnabledAsync(access.Feature, application.Agency.Id, application.Id))
        {
            throw Problems.FeatureOff(access.Feature);
        }
    }
}
