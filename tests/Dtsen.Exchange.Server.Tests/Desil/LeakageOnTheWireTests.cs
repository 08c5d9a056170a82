using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Server.Gate;
using Dtsen.Exchange.Server.Tests.Gate;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Dtsen.Exchange.Server.Tests.Desil;

public class LeakageOnTheWireTests(DesilNode desil) : IClassFixture<DesilNode>
{
    [Fact(Timeout = 120_000)]
    public async Task Every_shipped_agreement_gets_its_own_fields_and_is_told_which_are_withheld()
    {
        var applications = desil.Node.Services.GetRequiredService<NodeView>().Partners.Applications
            .Where(application => application.Agreement.Scopes.Contains("desil.read"))
            .ToList();
        Assert.True(applications.Count >= 9);
        foreach (var application in applications)
        {
            var invoker = await InvokerAsync(application);
            var query = Query(application);
            var single = await BytesAsync(
                invoker, nameof(DesilService.DesilServiceClient.GetDesil), new GetDesilRequest { Query = query });
            var bulk = await BytesAsync(
                invoker, nameof(DesilService.DesilServiceClient.BulkGetDesil), new BulkGetDesilRequest { Queries = { query } });

            var fields = WireWalk.FieldsOf(DesilAnswer.Descriptor).ToLookup(field => LeakageTests.IsGranted(application.Agreement, field));
            var could = LeakageTests.Names(fields[true]);
            var withheld = LeakageTests.Names(fields[false]);
            // The family of Kota Bandung is not ranked: of its desil only the basis is there.
            var expected = application.Agreement.Wilayah is ["3273"] ? could.Where(name => name == "desil_basis") : could;
            Assert.Equal(expected, LeakageTests.Names(WireWalk.FieldsIn(GetDesilResponse.Descriptor, single)));
            Assert.Equal(expected, LeakageTests.Names(WireWalk.FieldsIn(BulkGetDesilResponse.Descriptor, bulk)));
            Assert.Equal(withheld, GetDesilResponse.Parser.ParseFrom(single).Info.WithheldVariables);
            Assert.Equal(withheld, BulkGetDesilResponse.Parser.ParseFrom(bulk).Info.WithheldVariables);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task What_is_withheld_does_not_depend_on_the_person()
    {
        var client = await desil.ClientAsync(DesilNode.Pbi);
        var answers = new List<Google.Protobuf.Collections.RepeatedField<string>>();
        foreach (var query in new[]
        {
            GetDesilTests.ByNik(DesilNode.Head, DesilNode.HeadName), GetDesilTests.ByNik(DesilNode.UnknownNik, "Budi"),
            GetDesilTests.ByNik(DesilNode.Dead, kk: DesilNode.Family), GetDesilTests.ByKk(DesilNode.NewFamily, DesilNode.NewHead),
        })
        {
            answers.Add((await client.GetDesilAsync(new GetDesilRequest { Query = query })).Info.WithheldVariables);
        }

        Assert.NotEmpty(answers[0]);
        Assert.All(answers, withheld => Assert.Equal(answers[0], withheld));
    }

    private static DesilQuery Query(Application application) => application.Agreement.Wilayah is ["3273"]
        ? GetDesilTests.ByNik(DesilNode.NewHead, kk: DesilNode.NewFamily)
        : GetDesilTests.ByNik(DesilNode.Head, kk: DesilNode.Family);

    private async Task<CallInvoker> InvokerAsync(Application application)
    {
        var agreement = application.Agreement;
        var headers = new List<(string, string)> { ("dtsen-purpose", agreement.Purposes.First()) };
        if (agreement.ActingFor.Required)
        {
            headers.Add(("dtsen-acting-for", "wilayah:3204"));
        }

        if (agreement.EndUser != EndUserRule.None)
        {
            headers.Add(agreement.EndUser == EndUserRule.Officer
                ? ("dtsen-end-user", "operator:7")
                : desil.Citizen(application.Id, DesilNode.Head));
        }

        return await desil.Node.AsAsync(application.Id, [.. headers]);
    }

    private static async Task<byte[]> BytesAsync(CallInvoker invoker, string name, IMessage request)
    {
        var method = ServiceList.Methods.Single(method => method.Descriptor.Name == name).Descriptor;
        var answer = await RawCall.RunAsync(invoker, method, request.ToByteArray());
        Assert.Equal(StatusCode.OK, answer.Code);
        return Assert.Single(answer.Answers);
    }
}
