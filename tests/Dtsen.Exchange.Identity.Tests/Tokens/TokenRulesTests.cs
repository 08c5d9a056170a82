using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Identity.Tokens;
using Dtsen.Exchange.Pki;

namespace Dtsen.Exchange.Identity.Tests.Tokens;

public class TokenRulesTests
{
    private static readonly DateOnly Today = new(2026, 3, 1);

    public static TheoryData<string, CertificateVerdict, string?, string?> Certificates => new()
    {
        { "", CertificateVerdict.Trusted, Partners.Application, Partners.Application },
        { "invalid_client", CertificateVerdict.Revoked, Partners.Application, Partners.Application },
        { "invalid_client", CertificateVerdict.Expired, Partners.Application, Partners.Application },
        { "invalid_client", CertificateVerdict.None, Partners.Application, Partners.Application },
        { "invalid_client", CertificateVerdict.Trusted, null, Partners.Application },
        { "invalid_client", CertificateVerdict.Trusted, null, null },
        { "invalid_client", CertificateVerdict.Trusted, Partners.Application, null },
        { "invalid_client", CertificateVerdict.Trusted, Partners.Application, "KEMENSOS.SIKS-NG" },
        { "invalid_client", CertificateVerdict.Trusted, "kemensos.unknown", "kemensos.unknown" },
    };

    [Theory]
    [MemberData(nameof(Certificates))]
    public void The_certificate_names_the_application(string error, CertificateVerdict verdict, string? certified, string? claimed)
    {
        var refusal = TokenRules.Decide(verdict, certified, false, claimed, [], Partners.Directory(), Today, out var granted);
        Assert.Equal(error, refusal?.Error ?? "");
        Assert.Equal(refusal is null, granted.Length > 0);
    }

    [Theory]
    [InlineData(false, false, false, false)]
    [InlineData(true, false, false, true)]
    [InlineData(false, true, false, true)]
    [InlineData(false, false, true, true)]
    public void A_suspension_at_any_place_refuses(bool agency, bool application, bool agreement, bool refused)
    {
        var directory = Partners.Directory(Partners.Agreement with { Suspended = agreement }, agency, application);
        Assert.Equal(refused ? "unauthorized_client" : null, Decide(directory, Today)?.Error);
    }

    [Theory]
    [InlineData("2025-12-31", true)]
    [InlineData("2026-01-01", false)]
    [InlineData("2026-12-31", false)]
    [InlineData("2027-01-01", true)]
    public void The_agreement_counts_from_its_first_day_to_its_last(string day, bool refused) =>
        Assert.Equal(
            refused ? "unauthorized_client" : null,
            Decide(Partners.Directory(), DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture))?.Error);

    [Fact]
    public void Scopes_are_granted_once_and_in_order()
    {
        Assert.Null(TokenRules.Decide(
            CertificateVerdict.Trusted, Partners.Application, false, Partners.Application, ["match", "desil.read", "match"],
            Partners.Directory(), Today, out var granted));
        Assert.Equal(["desil.read", "match"], granted);
    }

    [Fact]
    public void A_suspended_certificate_gets_no_token() =>
        Assert.Equal("unauthorized_client", Decide(Partners.Directory(), Today, isSuspended: true)?.Error);

    private static Refusal? Decide(PartnerDirectory directory, DateOnly today, bool isSuspended = false) =>
        TokenRules.Decide(
            CertificateVerdict.Trusted, Partners.Application, isSuspended, Partners.Application, [], directory, today, out _);
}
