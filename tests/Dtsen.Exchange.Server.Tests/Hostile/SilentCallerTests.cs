using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Server.Tests.Desil;

namespace Dtsen.Exchange.Server.Tests.Hostile;

/// <summary>Who opens a call and sends nothing. Streams are admitted first, and few of an agency are open at a time.</summary>
public class SilentCallerTests(DesilNode desil) : IClassFixture<DesilNode>
{
    [Fact(Timeout = 120_000)]
    public async Task A_request_that_does_not_come_ends_its_connection_and_a_stream_may_be_silent_for_longer()
    {
        using var stream = (await desil.ClientAsync(DesilNode.Pbi)).StreamDesil();
        using var client = desil.Node.NewHttpClient(desil.Node.Certificate(DesilNode.Kota));
        client.DefaultRequestHeaders.Add("authorization", "Bearer " + await desil.Node.TokenAsync(DesilNode.Kota));

        var silent = await Record.ExceptionAsync(() => RawHttpCall.SendAsync(
            client, "/dtsen.desil.v1.DesilService/GetDesil", new HalfContent(new byte[8], () => { }), [], CancellationToken.None));

        Assert.True(silent is HttpRequestException or IOException, silent?.ToString());
        await stream.RequestStream.WriteAsync(
            new StreamDesilRequest { Queries = { GetDesilTests.ByNik(DesilNode.Head, DesilNode.HeadName) } });
        Assert.True(await stream.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(2u, Assert.Single(stream.ResponseStream.Current.Items).Answer.DesilNasional);
    }
}
