using System.Collections.Frozen;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Partner.V1;
using Dtsen.Exchange.Contracts.Release.V1;
using Google.Protobuf.Reflection;

namespace Dtsen.Exchange.Client.Connections;

/// <summary>Methods that may be called twice, as the protos say (<c>idempotency_level</c>).</summary>
internal static class IdempotentMethods
{
    private static readonly FrozenSet<string> Names =
        new[] { DesilReflection.Descriptor, PartnerReflection.Descriptor, ReleaseReflection.Descriptor }
            .SelectMany(file => file.Services)
            .SelectMany(service => service.Methods)
            .Where(method => (method.GetOptions()?.IdempotencyLevel ?? default) != MethodOptions.Types.IdempotencyLevel.IdempotencyUnknown)
            .Select(method => $"/{method.Service.FullName}/{method.Name}")
            .ToFrozenSet(StringComparer.Ordinal);

    /// <param name="fullName">E.g. <c>/dtsen.desil.v1.DesilService/GetDesil</c>.</param>
    public static bool Contains(string fullName) => Names.Contains(fullName);
}
