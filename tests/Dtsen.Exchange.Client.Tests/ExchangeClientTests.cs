using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Partner.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Grpc.Core;

namespace Dtsen.Exchange.Client.Tests;

public class ExchangeClientTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_call_carries_certificate_and_token()
    {
        await using var node = await RunningNode.StartAsync();
        await using var client = node.Client();

        var answer = await client.Partner.GetAgreementAsync(new GetAgreementRequest(), cancellationToken: None)
            .ResponseAsync.WaitAsync(RunningNode.Bound);

        Assert.Equal(RunningNode.Application, answer.Application.Id);
    }

    [Fact]
    public async Task A_call_may_also_block()
    {
        await using var node = await RunningNode.StartAsync();
        await using var client = node.Client();

        var answer = await Task.Run(() => client.Partner.GetAgreement(new GetAgreementRequest())).WaitAsync(RunningNode.Bound);

        Assert.Equal(RunningNode.Application, answer.Application.Id);
    }

    [Fact]
    public async Task A_context_stands_in_every_call()
    {
        await using var node = await RunningNode.StartAsync();
        await using var client = node.Client();
        var query = new GetDesilRequest { Query = new DesilQuery { Nik = "3273014107900001", Name = "SITI" } };

        var without = await FailAsync(client.Desil.GetDesilAsync(query));
        var wrong = await FailAsync(client.With(new CallContext { Purpose = "pkh" }).Desil.GetDesilAsync(query));
        var right = await FailAsync(client.With(new CallContext { Purpose = "pbi-jk", Reference = "case 1" }).Desil.GetDesilAsync(query));

        Assert.Equal(ErrorReason.PurposeMissing, without.Reason);
        Assert.Equal(ErrorReason.PurposeNotAllowed, wrong.Reason);
        Assert.Equal(ErrorReason.NoRelease, right.Reason);
    }

    [Fact]
    public async Task A_violation_names_the_field_and_comes_in_both_languages()
    {
        await using var node = await RunningNode.StartAsync();
        await using var client = node.Client();
        var query = new GetDesilRequest { Query = new DesilQuery { Nik = "327301410790000", Name = "SITI" } };

        var error = await FailAsync(client.With(new CallContext { Purpose = "pbi-jk" }).Desil.GetDesilAsync(query));

        Assert.Equal(ErrorReason.InvalidField, error.Reason);
        Assert.Equal("INVALID_FIELD", error.ReasonName);
        Assert.Equal("query.nik", Assert.Single(error.Violations).Field);
        Assert.Contains("tepat 16 angka", error.LocalizedMessage);
        Assert.DoesNotContain("327301410790000", error.ToString());
        Assert.False(error.IsUnreachable);
    }

    [Fact]
    public async Task A_token_that_the_exchange_no_longer_takes_is_replaced()
    {
        await using var node = await RunningNode.StartAsync();
        await using var client = node.Client();
        await client.Partner.GetAgreementAsync(new GetAgreementRequest()).ResponseAsync.WaitAsync(RunningNode.Bound);

        // The node has new token keys now: the client's token, fresh by its age, is signed by none of them.
        await node.RestartAsync();
        var answer = await client.Partner.GetAgreementAsync(new GetAgreementRequest()).ResponseAsync.WaitAsync(RunningNode.Bound);

        Assert.Equal(RunningNode.Application, answer.Application.Id);
    }

    [Fact]
    public async Task A_connection_that_is_hung_up_is_tried_again()
    {
        await using var node = await RunningNode.StartAsync();
        await using var network = new FaultyNetwork(node.Exchange);
        await using var client = node.Client(exchange: network.Address);
        network.RefuseNext(2);

        var answer = await client.Partner.GetAgreementAsync(new GetAgreementRequest()).ResponseAsync.WaitAsync(RunningNode.Bound);

        Assert.Equal(RunningNode.Application, answer.Application.Id);
        Assert.True(network.Accepted > 2);
    }

    [Fact]
    public async Task A_deadline_is_not_outlived_by_retries()
    {
        await using var node = await RunningNode.StartAsync();
        await using var network = new FaultyNetwork(node.Exchange);
        await using var client = node.Client(exchange: network.Address);
        network.RefuseNext(int.MaxValue);

        var call = client.Partner.GetAgreementAsync(new GetAgreementRequest(), deadline: DateTime.UtcNow.AddMilliseconds(50));

        Assert.True((await FailAsync(call)).IsUnreachable);
    }

    [Fact]
    public async Task An_exchange_that_is_not_there_is_said_to_be_away()
    {
        await using var node = await RunningNode.StartAsync();
        await using var client = node.Client(exchange: new Uri("https://localhost:1"));

        var error = await FailAsync(client.Partner.GetAgreementAsync(new GetAgreementRequest()));

        Assert.True(error.IsUnreachable);
        Assert.Contains("The exchange cannot be reached", error.Message);
    }

    [Fact]
    public async Task An_authority_that_is_not_there_is_said_to_be_away()
    {
        await using var node = await RunningNode.StartAsync();
        await using var client = new ExchangeClient(node.Options() with { Authority = new Uri("https://localhost:1") });

        var error = await FailAsync(client.Partner.GetAgreementAsync(new GetAgreementRequest()));

        Assert.True(error.IsUnreachable);
        Assert.Contains("The authority cannot be reached", error.Message);
    }

    [Fact]
    public async Task A_server_of_another_authority_is_not_trusted()
    {
        await using var node = await RunningNode.StartAsync();
        await using var client = new ExchangeClient(node.Options() with { Roots = [node.Foreign().Root] });

        var error = await FailAsync(client.Partner.GetAgreementAsync(new GetAgreementRequest()));

        Assert.True(error.IsUnreachable);
        Assert.Contains("is not trusted", error.Message);
        Assert.Contains("root certificates", error.Message);
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_told_as_what_to_check()
    {
        await using var node = await RunningNode.StartAsync();
        await using var client = new ExchangeClient(node.Options() with { Certificate = node.Foreign().Certificate });

        var error = await FailAsync(client.Partner.GetAgreementAsync(new GetAgreementRequest()));

        Assert.True(error.IsUnreachable);
        Assert.Contains("that a CA of the exchange has issued it", error.Message);
    }

    [Fact]
    public async Task Another_applications_id_gets_no_token_and_says_why()
    {
        await using var node = await RunningNode.StartAsync();
        await using var client = new ExchangeClient(node.Options() with { ApplicationId = "bps.pemeringkatan" });

        var error = await FailAsync(client.Partner.GetAgreementAsync(new GetAgreementRequest()));

        Assert.False(error.IsUnreachable);
        Assert.Equal(StatusCode.Unauthenticated, error.Code);
        Assert.Contains("another application than client_id", error.Message);
    }

    [Fact]
    public async Task A_client_that_is_disposed_of_ends_its_calls()
    {
        await using var node = await RunningNode.StartAsync();
        var client = node.Client();
        await client.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(
            async () => await client.Partner.GetAgreementAsync(new GetAgreementRequest()).ResponseAsync.WaitAsync(RunningNode.Bound));
    }

    private static async Task<ExchangeError> FailAsync<T>(AsyncUnaryCall<T> call) =>
        ExchangeError.From(await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync.WaitAsync(RunningNode.Bound)));
}
