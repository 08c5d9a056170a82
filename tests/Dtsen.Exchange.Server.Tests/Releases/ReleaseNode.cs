using System.Text.Json.Nodes;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Server.Releases;
using Dtsen.Exchange.Server.State;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Server.Tests.Releases;

/// <summary>One running node for the tests of a class, each of which takes periods of its own.</summary>
public sealed class ReleaseNode : IAsyncLifetime
{
    /// <summary>An application of another agency that may upload and propose too.</summary>
    public const string OtherUploader = "kemensos.pusdatin";

    /// <summary>And one that may approve.</summary>
    public const string OtherApprover = "kemensos.command-center";

    private int _period;

    internal RunningNode Node { get; private set; } = null!;

    internal BpsClient Bps { get; private set; } = null!;

    internal PublishedReleases Published => Node.Services.GetRequiredService<NodeStateSource>().Current.Releases;

    public async ValueTask InitializeAsync()
    {
        Node = await RunningNode.StartAsync(prepare: node => node.EditPartner("kemensos", partner =>
        {
            Grant(partner, OtherUploader, "release.upload", "release.publish");
            Grant(partner, OtherApprover, "release.approve");
        }));
        Bps = await BpsClient.OfAsync(Node);
    }

    /// <summary>A period that no other test uses; each later than the one before and all past.</summary>
    public string NextPeriod()
    {
        var number = Interlocked.Increment(ref _period);
        return new Period(2000 + (number / 4), (number % 4) + 1).ToString();
    }

    public async ValueTask DisposeAsync()
    {
        var log = Node.Log;
        await Node.DisposeAsync();
        Assert.DoesNotMatch(@"\b(3204|3273|9301)[0-9]{12}\b", log.Text);
        Assert.DoesNotContain(log.Lines, line => line.Level >= LogLevel.Error);
    }
    private static void Grant(JsonNode partner, string application, params string[] scopes)
    {
        var agreement = partner["applications"]!.AsArray().Single(node => (string?)node!["id"] == application)!["agreement"]!;
        foreach (var scope in scopes)
        {
            agreement["scopes"]!.AsArray().Add(scope);
        }
    }
}
