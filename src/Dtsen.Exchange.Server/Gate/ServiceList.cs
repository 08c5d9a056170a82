using Dtsen.Exchange.Contracts.AccessLog.V1;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Contracts.Options.V1;
using Dtsen.Exchange.Contracts.Partner.V1;
using Dtsen.Exchange.Contracts.Population.V1;
using Dtsen.Exchange.Contracts.Release.V1;
using Google.Protobuf.Reflection;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>Every service of the exchange, by its file; whatever counts scopes, features or fields starts here.</summary>
internal static class ServiceList
{
    /// <summary>The files that define services.</summary>
    public static IReadOnlyList<FileDescriptor> Files { get; } =
    [
        DesilReflection.Descriptor, MatchingReflection.Descriptor, ReleaseReflection.Descriptor, PopulationReflection.Descriptor,
        PartnerReflection.Descriptor, AccesslogReflection.Descriptor,
    ];

    /// <summary>Their methods with the access option of each.</summary>
    public static IReadOnlyList<MethodAccess> Methods { get; } =
    [
        .. Files.SelectMany(file => file.Services).SelectMany(service => service.Methods)
            .Select(method => new MethodAccess(method, method.GetOptions().GetExtension(OptionsExtensions.Access))),
    ];
}
