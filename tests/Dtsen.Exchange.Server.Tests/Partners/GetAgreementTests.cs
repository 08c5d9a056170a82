using Dtsen.Exchange.Contracts.Options.V1;
using Dtsen.Exchange.Contracts.Partner.V1;

namespace Dtsen.Exchange.Server.Tests.Partners;

public class GetAgreementTests
{
    [Fact(Timeout = 120_000)]
    public async Task An_application_reads_its_own_agreement_through_every_layer()
    {
        await using var node = await RunningNode.StartAsync();
        var client = new PartnerService.PartnerServiceClient(await node.AsAsync("bpjs-kesehatan.pbi-jk"));

        var answer = await client.GetAgreementAsync(new GetAgreementRequest());

        Assert.Equal("bpjs-kesehatan", answer.Agency.Id);
        Assert.Equal("bpjs-kesehatan.pbi-jk", answer.Application.Id);
        Assert.Equal(Level.ByNameByAddress, answer.Application.Agreement.Level);
        Assert.Equal(["desil_nasional", "program_pbi_jk"], answer.Application.Agreement.Variables);
        Assert.Equal(["pbi-jk"], answer.Application.Agreement.Purposes);
        Assert.True(answer.Application.Agreement.WholeNation);
        Assert.Equal(4, answer.Info.ReadAt.Seq);
        Assert.Equal(1, answer.Info.ReadAt.AgreementsVersion);
    }
}
