using System.Collections;
using Dtsen.Exchange.Contracts.Options.V1;
using Dtsen.Exchange.Server.Pages;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>A method of <c>dtsen.*</c> with what its .proto says about who may call it.</summary>
/// <param name="Descriptor">The method.</param>
/// <param name="Access">Its access option.</param>
internal sealed record MethodAccess(MethodDescriptor Descriptor, Access Access)
{
    /// <summary>Full name such as <c>/dtsen.desil.v1.DesilService/GetDesil</c>.</summary>
    public string FullName { get; } = $"/{Descriptor.Service.FullName}/{Descriptor.Name}";

    private readonly IFieldAccessor? _items = Access.MaxItems > 0
        ? Descriptor.InputType.Fields.InFieldNumberOrder().FirstOrDefault(field => field.IsRepeated)?.Accessor
        : null;

    /// <summary>How many NIKs and nomor KK a request, or a page of a stream, asks for; 0 where the method asks for nobody.</summary>
    public int NumbersIn(object request) =>
        Access.Record != Record.Subjects ? 0
        : _items is null ? 1
        // More are refused by the service, which then looks none up.
        : Math.Min(request is IPage page ? page.Count : ((IList)_items.GetValue((IMessage)request)).Count, Access.MaxItems);
}
