using Dtsen.Exchange.Contracts.Options.V1;
using Google.Protobuf.Reflection;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>A method of <c>dtsen.*</c> with what its .proto says about who may call it.</summary>
/// <param name="Descriptor">The method.</param>
/// <param name="Access">Its access option.</param>
internal sealed record MethodAccess(MethodDescriptor Descriptor, Access Access)
{
    /// <summary>Full name such as <c>/dtsen.desil.v1.DesilService/GetDesil</c>.</summary>
    public string FullName { get; } = $"/{Descriptor.Service.FullName}/{Descriptor.Name}";
}
