using System.Collections.Frozen;
using System.Reflection;
using Dtsen.Exchange.Contracts.Options.V1;
using Google.Protobuf.Reflection;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Routing;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>
/// Who may call each method, read from the descriptors of the services that are mapped. Health and reflection are not in it: they are open
/// to any valid certificate, and nothing else is.
/// </summary>
internal sealed class AccessTable
{
    private readonly FrozenDictionary<string, MethodAccess> _methods;

    private AccessTable(Dictionary<string, MethodAccess> methods) => _methods = methods.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The methods, by full name such as <c>/dtsen.desil.v1.DesilService/GetDesil</c>.</summary>
    public IReadOnlyDictionary<string, MethodAccess> Methods => _methods;

    /// <summary>Whether a method, by its full name, is open to any valid certificate.</summary>
    public static bool IsOpen(string method) =>
        method.StartsWith("/grpc.health.", StringComparison.Ordinal) || method.StartsWith("/grpc.reflection.", StringComparison.Ordinal);

    /// <summary>Reads the table.</summary>
    /// <exception cref="InvalidOperationException">A method lacks a complete access option; all are named.</exception>
    public static AccessTable Build(IEnumerable<EndpointDataSource> endpoints)
    {
        var services = endpoints
            .SelectMany(source => source.Endpoints)
            .Select(endpoint => endpoint.Metadata.GetMetadata<GrpcMethodMetadata>())
            .OfType<GrpcMethodMetadata>()
            .Where(metadata => !IsOpen(metadata.Method.FullName))
            .Select(metadata => DescriptorOf(metadata.ServiceType))
            .Distinct();
        return Build(services);
    }

    /// <inheritdoc cref="Build(IEnumerable{EndpointDataSource})"/>
    public static AccessTable Build(IEnumerable<ServiceDescriptor> services)
    {
        var methods = new Dictionary<string, MethodAccess>(StringComparer.Ordinal);
        var incomplete = new List<string>();
        foreach (var method in services.SelectMany(service => service.Methods))
        {
            var access = method.GetOptions()?.GetExtension(OptionsExtensions.Access);
            if (access is null or { Scope: "" } or { Feature: "" } or { Record: Record.Unspecified })
            {
                incomplete.Add(method.FullName);
                continue;
            }

            var known = new MethodAccess(method, access);
            methods.Add(known.FullName, known);
        }

        return incomplete.Count == 0
            ? new AccessTable(methods)
            : throw new InvalidOperationException(
                "The exchange does not start: option (dtsen.options.v1.access) with scope, record and feature is missing on "
                + string.Join(", ", incomplete) + ".");
    }

    private static ServiceDescriptor DescriptorOf(Type serviceType)
    {
        for (var type = serviceType; type is not null; type = type.BaseType)
        {
            if (type.GetCustomAttribute<BindServiceMethodAttribute>(inherit: false) is { BindType: { } bind })
            {
                return (ServiceDescriptor)bind.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
            }
        }

        throw new InvalidOperationException($"{serviceType.Name} is not a generated gRPC service.");
    }
}
