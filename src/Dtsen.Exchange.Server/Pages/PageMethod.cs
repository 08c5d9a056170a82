using System.Buffers;
using System.Diagnostics;
using Dtsen.Exchange.Server.Gate;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Dtsen.Exchange.Server.Pages;

/// <summary>
/// Methods whose requests and answers are pages. To gRPC each is a method of its service like any other; only the messages are read and
/// written here. The generated service has the method too, on the same path, so that its descriptor stands; it is never reached.
/// </summary>
internal static class PageMethod
{
    private static readonly HttpMethodMetadata Post = new([HttpMethod.Post.Method]);

    /// <summary>What the endpoint of such a method carries.</summary>
    public static IList<object> Metadata => [Post];

    /// <summary>Describes a method.</summary>
    /// <param name="name">Full name such as <c>dtsen.desil.v1.DesilService.BulkGetDesil</c>.</param>
    /// <param name="type">Which of its sides are streams.</param>
    public static Method<TPage, PageAnswer> Of<TPage>(string name, MethodType type)
        where TPage : class, IPage<TPage>
    {
        var method = ServiceList.Methods.Single(known => known.Descriptor.FullName == name);
        var parser = method.Descriptor.InputType.Parser;
        return new Method<TPage, PageAnswer>(
            type,
            method.Descriptor.Service.FullName,
            method.Descriptor.Name,
            Marshallers.Create<TPage>(
                (_, _) => throw new UnreachableException("Requests are read here, never written."),
                context => Read<TPage>(context.PayloadAsReadOnlySequence(), parser, method.Access.MaxItems)),
            Marshallers.Create<PageAnswer>(
                (answer, context) => answer.WriteTo(context),
                _ => throw new UnreachableException("Answers are written here, never read.")));
    }

    /// <summary>Puts these methods before the generated ones; for the endpoints of a service that has such methods.</summary>
    public static void Prefer(EndpointBuilder endpoint)
    {
        if (endpoint.Metadata.Contains(Post))
        {
            ((RouteEndpointBuilder)endpoint).Order = -1;
        }
    }

    /// <summary>Reads a page. What is not in the usual form is read by the generated class, with all that this takes and refuses.</summary>
    /// <exception cref="InvalidProtocolBufferException">It cannot be read.</exception>
    internal static TPage Read<TPage>(in ReadOnlySequence<byte> payload, MessageParser parser, int most)
        where TPage : class, IPage<TPage> =>
        TryRead<TPage>(payload, most) ?? TPage.Of(parser.ParseFrom(payload), most);

    private static TPage? TryRead<TPage>(in ReadOnlySequence<byte> payload, int most)
        where TPage : class, IPage<TPage>
    {
        if (payload.IsSingleSegment)
        {
            return TPage.TryRead(payload.FirstSpan, most);
        }

        var length = (int)payload.Length;
        var copy = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            payload.CopyTo(copy);
            return TPage.TryRead(copy.AsSpan(0, length), most);
        }
        finally
        {
            copy.AsSpan(0, length).Clear();
            ArrayPool<byte>.Shared.Return(copy);
        }
    }
}
