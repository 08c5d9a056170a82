using System.Net;
using Dtsen.Exchange.Contracts.Options.V1;
using Dtsen.Exchange.Pki;
using Dtsen.Exchange.Server.Gate;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Record = Dtsen.Exchange.Contracts.Options.V1.Record;

namespace Dtsen.Exchange.Server.Tests.Gate;

public class AccessTableTests
{
    private static Access Complete => new() { Scope = "probe.read", Feature = "probe", Record = Record.Call };

    public static TheoryData<string, Action<Access>> Incomplete => new()
    {
        { "scope", access => access.Scope = "" },
        { "feature", access => access.Feature = "" },
        { "record", access => access.Record = Record.Unspecified },
    };

    [Fact]
    public void A_method_without_the_access_option_stops_the_server_at_start()
    {
        using var folder = new TemporaryFolder();
        using var ca = DevelopmentCa.Init(folder.Inner("pki"));
        using var certificate = ca.IssueServer(["localhost"], IPAddress.Loopback);
        var options = new ExchangeOptions
        {
            Listen = new IPEndPoint(IPAddress.Loopback, 0),
            ServerCertificate = certificate,
            ClientAuthority = ca.Certificate,
            RevocationListFile = ca.Folder.RevocationList,
            Authority = new Uri("https://localhost:1"),
            AuthorityRoots = [ca.Certificate],
            ConfigFolder = RepositoryFolder.Inner("config"),
            DataFolder = folder.Inner("data"),
            ReleaseKeysFolder = folder.Inner("keys"),
            EndUserKeyFile = folder.Inner("end-user.key"),
            SubjectKeyFile = folder.Inner("access-subjects.key"),
            CheckpointKeyFile = folder.Inner("access-checkpoints.key"),
            ArtefactFolder = folder.Inner("artefacts"),
        };

        var fault = Assert.Throws<InvalidOperationException>(() => ExchangeHost.Create(
            options,
            builder => builder.Services.AddSingleton<ProbeService>(),
            app => app.MapGrpcService<ProbeService>()));

        Assert.Contains("does not start", fault.Message, StringComparison.Ordinal);
        Assert.Contains("dtsen.probe.v1.ProbeService.Ask", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_method_with_the_whole_option_is_in_the_table()
    {
        var table = AccessTable.Build([Probe.Describe("dtsen.probe.v1", Complete)]);

        Assert.Equal("probe.read", table.Methods["/dtsen.probe.v1.ProbeService/Ask"].Access.Scope);
    }

    [Theory]
    [MemberData(nameof(Incomplete))]
    public void A_method_that_leaves_a_part_of_the_option_out_is_named(string part, Action<Access> leaveOut)
    {
        var access = Complete;
        leaveOut(access);

        var fault = Assert.Throws<InvalidOperationException>(() => AccessTable.Build([Probe.Describe("dtsen.probe.v1", access)]));

        Assert.Contains(part, fault.Message, StringComparison.Ordinal);
        Assert.Contains("dtsen.probe.v1.ProbeService.Ask", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/grpc.health.v1.Health/Check", true)]
    [InlineData("/grpc.reflection.v1.ServerReflection/ServerReflectionInfo", true)]
    [InlineData("/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", true)]
    [InlineData("/dtsen.desil.v1.DesilService/GetDesil", false)]
    [InlineData("/example.v1.Service/Method", false)]
    [InlineData("/grpc.healthy.v1.Service/Method", false)]
    public void Nothing_but_health_and_reflection_is_open(string method, bool open) => Assert.Equal(open, AccessTable.IsOpen(method));

    [Fact]
    public void Every_method_of_every_file_says_who_may_call_it() => Assert.All(ServiceList.Methods, method =>
    {
        Assert.NotNull(method.Access);
        Assert.Contains(method.Descriptor.Service.File, ServiceList.Files);
    });

    [Fact]
    public void The_list_of_services_leaves_out_none_of_the_contracts() => Assert.Equal(
        typeof(Contracts.Desil.V1.DesilReflection).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsSealed: true, IsAbstract: true })
            .Select(type => type.GetProperty("Descriptor")?.GetValue(null))
            .OfType<Google.Protobuf.Reflection.FileDescriptor>()
            .Where(file => file.Package.StartsWith("dtsen.", StringComparison.Ordinal))
            .SelectMany(file => file.Services)
            .Select(service => service.FullName)
            .Order(),
        ServiceList.Files.SelectMany(file => file.Services).Select(service => service.FullName).Order());
}
