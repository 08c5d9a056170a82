using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Server.Gate;
using Google.Protobuf;

namespace Dtsen.Exchange.Server.Tests.Desil;

/// <summary>Outside, unknown and wrong proof cannot be told apart: the answers on the wire are the same, byte for byte.</summary>
public class SameBytesTests(DesilNode desil) : IClassFixture<DesilNode>
{
    /// <summary>What the Kabupaten Bandung may not find: each for another reason.</summary>
    private static readonly DesilQuery[] ByNik =
    [
        GetDesilTests.ByNik(DesilNode.FarHead, DesilNode.FarName),
        GetDesilTests.ByNik(DesilNode.FarHead, kk: DesilNode.FarFamily),
        GetDesilTests.ByNik(DesilNode.NewHead, DesilNode.NewHeadName),
        GetDesilTests.ByNik(DesilNode.UnknownNik, "Budi"),
        GetDesilTests.ByNik(DesilNode.UnknownNik, kk: DesilNode.Family),
        GetDesilTests.ByNik(DesilNode.Head, "Budi Hartono"),
        GetDesilTests.ByNik(DesilNode.Head, kk: DesilNode.UnknownFamily),
        GetDesilTests.ByNik(DesilNode.Head, kk: DesilNode.FarFamily),
        GetDesilTests.ByNik(DesilNode.Dead, "Budi"),
        GetDesilTests.ByNik(DesilNode.Inactive, "Budi"),
        GetDesilTests.ByNik(DesilNode.Doubled, "Budi"),
    ];

    private static readonly DesilQuery[] ByFamily =
    [
        GetDesilTests.ByKk(DesilNode.FarFamily, DesilNode.FarHead),
        GetDesilTests.ByKk(DesilNode.NewFamily, DesilNode.NewHead),
        GetDesilTests.ByKk(DesilNode.UnknownFamily, DesilNode.Head),
        GetDesilTests.ByKk(DesilNode.UnknownFamily, DesilNode.UnknownNik),
        GetDesilTests.ByKk(DesilNode.Family, DesilNode.FarHead),
        GetDesilTests.ByKk(DesilNode.Family, DesilNode.UnknownNik),
    ];

    [Fact(Timeout = 120_000)]
    public async Task One_by_one()
    {
        var invoker = await desil.InvokerAsync(DesilNode.Kabupaten);
        var method = MethodOf(nameof(DesilService.DesilServiceClient.GetDesil));
        var answers = new List<string>();
        foreach (var query in ByNik.Concat(ByFamily))
        {
            var answer = await RawCall.RunAsync(invoker, method, new GetDesilRequest { Query = query }.ToByteArray());
            answers.Add(WithoutPlace(GetDesilResponse.Parser, Assert.Single(answer.Answers), response => response.Info));
        }

        Assert.Equal(ByNik.Length + ByFamily.Length, answers.Count);
        Assert.Single(answers.Distinct());
        Assert.Equal(
            DesilOutcome.NotFound, GetDesilResponse.Parser.ParseFrom(Convert.FromHexString(answers[0])).Answer.Outcome);
    }

    [Fact(Timeout = 120_000)]
    public async Task By_the_thousand()
    {
        var invoker = await desil.InvokerAsync(DesilNode.Kabupaten);
        var method = MethodOf(nameof(DesilService.DesilServiceClient.BulkGetDesil));
        var answers = new List<string>();
        foreach (var query in ByNik.Concat(ByFamily))
        {
            var request = new BulkGetDesilRequest { Queries = { Enumerable.Repeat(query, 50) } };
            var answer = await RawCall.RunAsync(invoker, method, request.ToByteArray());
            answers.Add(WithoutPlace(BulkGetDesilResponse.Parser, Assert.Single(answer.Answers), response => response.Info));
        }

        Assert.Single(answers.Distinct());

        var mixed = new BulkGetDesilRequest { Queries = { ByNik.Concat(ByFamily) } };
        var all = await RawCall.RunAsync(invoker, method, mixed.ToByteArray());
        var items = BulkGetDesilResponse.Parser.ParseFrom(Assert.Single(all.Answers)).Items;
        Assert.Equal(mixed.Queries.Count, items.Count);
        Assert.Equal(
            new BulkDesilItem { Answer = new DesilAnswer { Outcome = DesilOutcome.NotFound } }.ToByteString(),
            Assert.Single(items.Select(item => item.ToByteString()).Distinct()));
    }

    /// <summary>The bytes of an answer without what no two calls share: the record's index and the quota left.</summary>
    private static string WithoutPlace<T>(MessageParser<T> parser, byte[] bytes, Func<T, ResponseInfo> info)
        where T : IMessage<T>
    {
        var response = parser.ParseFrom(bytes);
        Assert.Equal(bytes, response.ToByteArray());
        info(response).Receipt.Index = 0;
        info(response).Quota = new QuotaLeft();
        return Convert.ToHexString(response.ToByteArray());
    }

    private static Google.Protobuf.Reflection.MethodDescriptor MethodOf(string name) =>
        ServiceList.Methods.Single(method => method.Descriptor.Name == name).Descriptor;
}
