using Dtsen.Exchange.Contracts.Partner.V1;
using Dtsen.Exchange.Server.Tests.Releases;
using Dtsen.Exchange.Server.Tests.Sql;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Dtsen.Exchange.Server.Tests.Partners;

/// <summary>Suspension by a call, on real nodes: who is refused, from when on, and what survives.</summary>
public class SuspensionTests(PostgreSqlServer postgreSql)
{
    private const string Pbi = "bpjs-kesehatan.pbi-jk";
    private const string Auditor = "bpkp.pengawasan";

    public static TheoryData<string> Kinds => ["agency", "application", "agreement", "certificate"];

    [Theory(Timeout = 180_000)]
    [MemberData(nameof(Kinds))]
    public async Task Who_is_suspended_is_refused_from_the_answer_on_over_new_files_and_a_restart_until_resumed(string kind)
    {
        await using var node = await RunningNode.StartAsync();
        var subject = SubjectOf(kind, node);
        var (pbi, other) = (await node.AsAsync(Pbi), await node.AsAsync(Auditor));
        var desk = await OperatorClient.OfAsync(node);
        Assert.Equal("", await OperatorClient.ReasonAsync(pbi));

        var answer = await desk.SuspendAsync(subject);
        Assert.Equal("SUSPENDED", await OperatorClient.ReasonAsync(pbi));
        Assert.Equal("", await OperatorClient.ReasonAsync(other));
        Assert.True(answer.Info.ReadAt.Seq >= answer.Suspension.Seq);
        await AssertNoTokenAsync(node);

        // New files change nothing about it, though they say that nobody is suspended.
        var view = node.Services.GetRequiredService<NodeView>();
        var version = view.Partners.Version;
        node.EditPartner("bpjs-kesehatan", partner => partner["applications"]![0]!["name"] = "Kepesertaan");
        await node.UntilAsync(() => view.Partners.Version > version);
        Assert.Equal("SUSPENDED", await OperatorClient.ReasonAsync(pbi));
        await AssertNoTokenAsync(node);

        await node.StopAsync();
        await node.StartAgainAsync();
        await AssertNoTokenAsync(node);
        desk = await OperatorClient.OfAsync(node);
        Assert.Equal([answer.Suspension], (await desk.Partners.ListPartnersAsync(new ListPartnersRequest())).Suspensions);

        var resumed = await desk.ResumeAsync(subject);
        Assert.True(resumed.Seq > answer.Suspension.Seq);
        Assert.False(resumed.SuspendedInFile);
        Assert.Equal("", await OperatorClient.ReasonAsync(await node.AsAsync(Pbi)));
        Assert.Empty((await desk.Partners.ListPartnersAsync(new ListPartnersRequest())).Suspensions);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_suspended_certificate_is_refused_and_another_of_the_application_goes_on()
    {
        await using var node = await RunningNode.StartAsync();
        var desk = await OperatorClient.OfAsync(node);
        using var renewed = node.Ca.IssueApplication(Pbi, TimeSpan.FromDays(1));
        var token = await node.TokenAsync(Pbi, renewed);

        await desk.SuspendAsync(new SuspensionSubject { CertificateSerial = "00" + node.Certificate(Pbi).SerialNumber.ToLowerInvariant() });

        Assert.Equal("SUSPENDED", await OperatorClient.ReasonAsync(node.With(node.Certificate(Pbi), "any")));
        Assert.Equal("", await OperatorClient.ReasonAsync(node.With(renewed, token)));
        Assert.NotEmpty(await node.TokenAsync(Pbi, renewed));
    }

    [Fact(Timeout = 180_000)]
    public async Task Another_node_on_the_same_database_refuses_too_and_lets_in_again()
    {
        await using var database = await postgreSql.NewAsync();
        await using var first = await RunningNode.StartAsync(database: database.Connection);
        await using var second = await RunningNode.StartAsync(database: database.Connection, first: first);
        var pbi = second.With(first.Certificate(Pbi), await second.TokenAsync(Pbi, first.Certificate(Pbi)));
        Assert.Equal("", await OperatorClient.ReasonAsync(pbi));
        var desk = await OperatorClient.OfAsync(first);
        var subject = new SuspensionSubject { AgencyId = "bpjs-kesehatan" };

        await desk.SuspendAsync(subject);
        await second.UntilAsync(async () => await OperatorClient.ReasonAsync(pbi) == "SUSPENDED");
        await Assert.ThrowsAsync<InvalidOperationException>(() => second.TokenAsync(Pbi, first.Certificate(Pbi)));

        await desk.ResumeAsync(subject);
        await second.UntilAsync(async () => await OperatorClient.ReasonAsync(pbi) == "");
    }

    [Fact(Timeout = 180_000)]
    public async Task Repeated_it_answers_the_same_and_another_request_finds_the_first_reason()
    {
        await using var node = await RunningNode.StartAsync();
        var desk = await OperatorClient.OfAsync(node);
        var subject = new SuspensionSubject { ApplicationId = Pbi };

        var first = await desk.SuspendAsync(subject, "r-1");
        Assert.Equal(first.Suspension, (await desk.SuspendAsync(subject, "r-1")).Suspension);
        Assert.Equal(first.Suspension, (await desk.SuspendAsync(subject, "r-2", "for another reason")).Suspension);
        Assert.Equal(("under audit", OperatorClient.Application), (first.Suspension.Reason, first.Suspension.SuspendedBy));
        Assert.Equal(subject, first.Suspension.Subject);
        await Refusal.AssertAsync(StatusCode.AlreadyExists, "REQUEST_ID_REUSED", () => desk.SuspendAsync(subject, "r-1", "other words"));
        await Refusal.AssertAsync(StatusCode.AlreadyExists, "REQUEST_ID_REUSED", () => desk.ResumeAsync(subject, "r-1"));

        var resumed = await desk.ResumeAsync(subject, "r-3");
        Assert.Equal(resumed.Seq, (await desk.ResumeAsync(subject, "r-3")).Seq);
        Assert.Equal(first.Suspension, (await desk.SuspendAsync(subject, "r-1")).Suspension);
        Assert.Equal("", await OperatorClient.ReasonAsync(await node.AsAsync(Pbi)));
        Assert.Equal(0, (await desk.ResumeAsync(subject, "r-4")).Seq);
    }

    [Fact(Timeout = 180_000)]
    public async Task Nobody_suspends_the_own_side_or_one_that_does_not_take_part()
    {
        await using var node = await RunningNode.StartAsync();
        var desk = await OperatorClient.OfAsync(node);
        foreach (var own in new SuspensionSubject[]
        {
            new() { AgencyId = "penyelenggara" },
            new() { ApplicationId = OperatorClient.Application },
            new() { AgreementId = "PKS-DTSEN-PENYELENGGARA-1/2026" },
            new() { CertificateSerial = node.Certificate(OperatorClient.Application).SerialNumber },
        })
        {
            await Refusal.AssertAsync(StatusCode.PermissionDenied, "OWN_SUBJECT", () => desk.SuspendAsync(own));
        }

        foreach (var unknown in new SuspensionSubject[]
        {
            new() { AgencyId = "bpjs" }, new() { ApplicationId = "bps" }, new() { AgreementId = "PKS-DTSEN-BPS-9/2026" },
        })
        {
            await Refusal.AssertAsync(StatusCode.NotFound, "PARTNER_NOT_FOUND", () => desk.SuspendAsync(unknown));
            await Refusal.AssertAsync(StatusCode.NotFound, "PARTNER_NOT_FOUND", () => desk.ResumeAsync(unknown));
        }

        Assert.Equal("", await OperatorClient.ReasonAsync(await node.AsAsync(OperatorClient.Application)));
        Assert.Empty((await desk.Partners.ListPartnersAsync(new ListPartnersRequest())).Suspensions);
    }

    [Fact(Timeout = 180_000)]
    public async Task Who_is_suspended_in_the_file_too_stays_so_and_the_answer_says_so()
    {
        await using var node = await RunningNode.StartAsync();
        var desk = await OperatorClient.OfAsync(node);
        var subject = new SuspensionSubject { AgreementId = "PKS-DTSEN-BPJSKES-1/2026" };
        var pbi = await node.AsAsync(Pbi);
        await desk.SuspendAsync(subject);
        var view = node.Services.GetRequiredService<NodeView>();
        var version = view.Partners.Version;
        node.EditPartner("bpjs-kesehatan", PartnerChangeTests.Suspend("agreement", true));
        await node.UntilAsync(() => view.Partners.Version > version);

        Assert.True((await desk.ResumeAsync(subject)).SuspendedInFile);
        Assert.Equal("SUSPENDED", await OperatorClient.ReasonAsync(pbi));

        node.EditPartner("bpjs-kesehatan", PartnerChangeTests.Suspend("agreement", false));
        await node.UntilAsync(async () => await OperatorClient.ReasonAsync(pbi) == "");
    }

    [Fact(Timeout = 180_000)]
    public async Task Who_has_left_the_register_while_suspended_can_be_resumed()
    {
        await using var node = await RunningNode.StartAsync();
        var desk = await OperatorClient.OfAsync(node);
        var subject = new SuspensionSubject { AgencyId = "pln" };
        await desk.SuspendAsync(subject);
        File.Delete(Path.Combine(node.ConfigFolder, "partners", "pln.json"));
        var view = node.Services.GetRequiredService<NodeView>();
        await node.UntilAsync(() => view.Partners.FindAgency("pln") is null);

        Assert.True((await desk.ResumeAsync(subject)).Seq > 0);
        await Refusal.AssertAsync(StatusCode.NotFound, "PARTNER_NOT_FOUND", () => desk.ResumeAsync(subject));
    }

    internal static SuspensionSubject SubjectOf(string kind, RunningNode node) => kind switch
    {
        "agency" => new() { AgencyId = "bpjs-kesehatan" },
        "application" => new() { ApplicationId = Pbi },
        "agreement" => new() { AgreementId = "PKS-DTSEN-BPJSKES-1/2026" },
        _ => new() { CertificateSerial = node.Certificate(Pbi).SerialNumber },
    };

    private static async Task AssertNoTokenAsync(RunningNode node)
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => node.TokenAsync(Pbi));
        Assert.Contains("unauthorized_client", refusal.Message, StringComparison.Ordinal);
    }
}
