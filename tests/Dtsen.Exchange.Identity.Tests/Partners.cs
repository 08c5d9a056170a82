using Dtsen.Exchange.Domain.Partners;

namespace Dtsen.Exchange.Identity.Tests;

/// <summary>A register of one agency with one application.</summary>
internal static class Partners
{
    public const string Application = "kemensos.siks-ng";

    public static Agreement Agreement { get; } = new()
    {
        Id = "PKS-1",
        Level = Level.ByNameByAddress,
        Scopes = new HashSet<string> { "desil.read", "match" },
        Wilayah = null,
        Variables = new HashSet<string> { "*" },
        Purposes = new HashSet<string> { "pkh" },
        RequiredProof = RequiredProof.Any,
        ValidFrom = new DateOnly(2026, 1, 1),
        ValidUntil = new DateOnly(2026, 12, 31),
        ReleaseAudience = ReleaseAudience.First,
        Bast = "BAST-1",
        ReShare = false,
        ActingFor = ActingRule.Nobody,
        EndUser = EndUserRule.None,
        Suspended = false,
    };

    public static PartnerDirectory Directory(Agreement? agreement = null, bool agency = false, bool application = false)
    {
        var kemensos = new Agency("kemensos", "Kementerian Sosial", null, agency);
        return new PartnerDirectory(
            1, [kemensos], [new Application(Application, "SIKS-NG", kemensos, agreement ?? Agreement, application)]);
    }
}
