using Dtsen.Exchange.Contracts.Options.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Tests.Gate;

/// <summary>A service as the generator would make it from a .proto that says nothing about who may call its method.</summary>
[BindServiceMethod(typeof(Probe), nameof(Probe.BindService))]
internal abstract class ProbeServiceBase
{
    public virtual Task<Empty> Ask(Empty request, ServerCallContext context) => throw new RpcException(Status.DefaultCancelled);
}

internal sealed class ProbeService : ProbeServiceBase
{
    public override Task<Empty> Ask(Empty request, ServerCallContext context) => Task.FromResult(request);
}

internal static class Probe
{
    private static readonly Marshaller<Empty> Marshaller = Marshallers.Create(
        (Empty message) => message.ToByteArray(), Empty.Parser.ParseFrom);

    public static ServiceDescriptor Descriptor { get; } = Describe("dtsen.probe.v1", null);

    public static void BindService(ServiceBinderBase binder, ProbeServiceBase? service) => binder.AddMethod(
        new Method<Empty, Empty>(MethodType.Unary, Descriptor.FullName, "Ask", Marshaller, Marshaller),
        service is null ? null! : service.Ask);

    /// <summary>The same service in any package and with any option.</summary>
    public static ServiceDescriptor Describe(string package, Access? access)
    {
        var method = new MethodDescriptorProto
        {
            Name = "Ask",
            InputType = ".google.protobuf.Empty",
            OutputType = ".google.protobuf.Empty",
        };
        if (access is not null)
        {
            method.Options = new MethodOptions();
            method.Options.SetExtension(OptionsExtensions.Access, access);
        }

        var file = new FileDescriptorProto
        {
            Name = "probe.proto",
            Package = package,
            Syntax = "proto3",
            Dependency = { "google/protobuf/empty.proto" },
            Service = { new ServiceDescriptorProto { Name = "ProbeService", Method = { method } } },
        };
        return FileDescriptor.BuildFromByteStrings(
            [EmptyReflection.Descriptor.SerializedData, file.ToByteString()],
            new ExtensionRegistry { OptionsExtensions.Access })[1].Services[0];
    }
}
