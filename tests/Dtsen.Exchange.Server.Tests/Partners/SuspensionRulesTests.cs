using Dtsen.Exchange.Contracts.Partner.V1;
using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Server.Partners;
using Dtsen.Exchange.Server.Tests.Releases;
using Grpc.Core;
using Subject = Dtsen.Exchange.Contracts.Partner.V1.SuspensionSubject;
using SuspensionSubject = Dtsen.Exchange.Domain.Partners.SuspensionSubject;

namespace Dtsen.Exchange.Server.Tests.Partners;

public class SuspensionRulesTests
{
    private const string NikLike = "3204110101800001";

    public static TheoryData<string, Action<SuspendRequest>> Wrong => new()
    {
        { "request_id", request => request.RequestId = "" },
        { "request_id", request => request.RequestId = "a b" },
        { "request_id", request => request.RequestId = new string('a', 65) },
        { "subject", request => request.Subject = null },
        { "subject", request => request.Subject = new Subject() },
        { "subject.agency_id", request => request.Subject = new Subject { AgencyId = "" } },
        { "subject.application_id", request => request.Subject = new Subject { ApplicationId = new string('a', 201) } },
        { "subject.agreement_id", request => request.Subject = new Subject { AgreementId = "" } },
        { "subject.certificate_serial", request => request.Subject = new Subject { CertificateSerial = "" } },
        { "subject.certificate_serial", request => request.Subject = new Subject { CertificateSerial = "000" } },
        { "subject.certificate_serial", request => request.Subject = new Subject { CertificateSerial = "4A:C8" } },
        { "subject.certificate_serial", request => request.Subject = new Subject { CertificateSerial = new string('A', 41) } },
        { "subject.certificate_serial", request => request.Subject = new Subject { CertificateSerial = NikLike } },
        { "subject.certificate_serial", request => request.Subject = new Subject { CertificateSerial = "00" + NikLike[1..] } },
        { "reason", request => request.Reason = "" },
        { "reason", request => request.Reason = "   " },
        { "reason", request => request.Reason = "line\nline" },
        { "reason", request => request.Reason = new string('a', 501) },
        { "reason", request => request.Reason = $"asked for {NikLike}" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_request_that_breaks_a_rule_names_the_field(string field, Action<SuspendRequest> spoil)
    {
        var request = new SuspendRequest { RequestId = "a-1", Subject = new Subject { AgencyId = "bps" }, Reason = "why" };
        SuspensionRules.Check(request);
        spoil(request);
        var resume = new ResumeRequest { RequestId = request.RequestId, Subject = request.Subject, Reason = request.Reason };

        foreach (var check in new Action[] { () => SuspensionRules.Check(request), () => SuspensionRules.Check(resume) })
        {
            var refusal = Assert.Throws<RpcException>(check);
            Assert.Equal("INVALID_FIELD", Refusal.ReasonOf(refusal));
            Assert.Equal([field], Refusal.FieldsOf(refusal));
            Assert.DoesNotContain(NikLike, Refusal.TextOf(refusal), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_subject_is_read_as_what_it_is_and_a_serial_number_as_a_number()
    {
        Assert.Equal(new SuspensionSubject(SuspensionKind.Agency, "bps"), Read(new Subject { AgencyId = "bps" }));
        Assert.Equal(new SuspensionSubject(SuspensionKind.Application, "bps.a"), Read(new Subject { ApplicationId = "bps.a" }));
        Assert.Equal(new SuspensionSubject(SuspensionKind.Agreement, "PKS/1"), Read(new Subject { AgreementId = "PKS/1" }));
        Assert.Equal(new SuspensionSubject(SuspensionKind.Certificate, "4AC8"), Read(new Subject { CertificateSerial = "004ac8" }));
    }

    [Fact]
    public void What_is_not_in_the_register_is_not_known_but_any_certificate_is()
    {
        Assert.False(new SuspensionSubject(SuspensionKind.Agency, "bps").IsKnown(PartnerDirectory.Empty));
        Assert.False(new SuspensionSubject(SuspensionKind.Application, "bps.a").IsKnown(PartnerDirectory.Empty));
        Assert.False(new SuspensionSubject(SuspensionKind.Agreement, "PKS/1").IsKnown(PartnerDirectory.Empty));
        Assert.True(new SuspensionSubject(SuspensionKind.Certificate, "4AC8").IsKnown(PartnerDirectory.Empty));
    }

    private static SuspensionSubject Read(Subject subject) =>
        SuspensionRules.Check(new SuspendRequest { RequestId = "a-1", Subject = subject, Reason = "why" });
}
