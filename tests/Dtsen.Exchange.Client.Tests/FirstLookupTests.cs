using Dtsen.Exchange.Contracts.Type.V1;
using Grpc.Core;

namespace Dtsen.Exchange.Client.Tests;

public class FirstLookupTests
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("clients/dotnet/README.md")]
    public void The_readme_shows_the_code_that_is_compiled(string readme)
    {
        var source = File.ReadAllText(Path.Combine(RunningNode.RepositoryRoot(), "tests", "Dtsen.Exchange.Client.Tests", "FirstLookup.cs"));
        var begin = source.IndexOf('\n', source.IndexOf("#region first lookup", StringComparison.Ordinal)) + 1;
        var lines = source[begin..source.IndexOf("        #endregion", StringComparison.Ordinal)].TrimEnd().Split('\n');
        var snippet = string.Join('\n', lines.Select(line => line.Length > 8 ? line[8..] : line.Trim()));

        Assert.Contains(snippet, File.ReadAllText(Path.Combine(RunningNode.RepositoryRoot(), readme)));
    }

    [Fact]
    public async Task It_reaches_the_exchange_and_is_answered()
    {
        await using var node = await RunningNode.StartAsync();

        // Nothing is published yet, which the exchange says of itself: certificate, token and purpose were in order.
        var refusal = await Assert.ThrowsAsync<RpcException>(() => FirstLookup.RunAsync(
            node.Exchange, node.Authority, node.Ca.Folder.Root, "3273014107900001", "SITI").WaitAsync(RunningNode.Bound));

        Assert.Equal(ErrorReason.NoRelease, ExchangeError.From(refusal).Reason);
    }
}
