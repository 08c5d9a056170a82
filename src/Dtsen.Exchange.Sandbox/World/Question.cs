using Dtsen.Exchange.Client;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Partner.V1;
using Dtsen.Exchange.Sandbox.Magic;

namespace Dtsen.Exchange.Sandbox.World;

/// <summary>How an application of the configuration asks for desil: as whom, in whose name and for what.</summary>
/// <param name="Application">Id of the application.</param>
/// <param name="Context">Purpose, acting party, end user.</param>
internal sealed record Question(string Application, CallContext Context)
{
    public const string Bandung = "3204";

    public static Question Pbi { get; } = new("bpjs-kesehatan.pbi-jk", new CallContext { Purpose = "pbi-jk", Reference = "PBI-0001" });

    public static Question Pusdatin { get; } = new("kemensos.pusdatin", new CallContext { Purpose = "penyaluran-bansos" });

    public static Question PemdaBandung { get; } = new("pemda-3204.data-center", new CallContext { Purpose = "perlindungan-sosial" });

    public static Question PemdaJawaBarat { get; } = new("pemda-32.data-center", new CallContext { Purpose = "perencanaan" });

    public static Question PemdaKotaBandung { get; } = new("pemda-3273.data-center", new CallContext { Purpose = "perlindungan-sosial" });

    public static Question Bpkp { get; } = new("bpkp.pengawasan", new CallContext { Purpose = "pengawasan" });

    /// <summary>SIKS-NG for an operator of the wilayah.</summary>
    public static Question SiksNg(string wilayah) => new(
        "kemensos.siks-ng",
        new CallContext { Purpose = "usulan-bansos", ActingFor = "wilayah:" + wilayah, EndUser = "operator-desa:op-1207" });

    /// <summary>Cek Bansos for a citizen whose NIK it has verified.</summary>
    public static Question CekBansos(SandboxWorld world, MagicNik citizen)
    {
        const string Application = "kemensos.cek-bansos";
        var hash = CitizenId.From(world.EndUserSecretOf(Application), citizen.Nik);
        return new(Application, new CallContext { Purpose = "hak-warga", EndUser = "citizen:" + hash });
    }

    /// <summary>Looks up a magic NIK, with the name as proof.</summary>
    public async Task<GetDesilResponse> AskAsync(
        SandboxWorld world, MagicNik about, CancellationToken cancellation, string forPeriod = "") =>
        await world.ClientOf(Application).With(Context).Desil.GetDesilAsync(
            new GetDesilRequest { Query = QueryFor(about), ForPeriod = forPeriod }, cancellationToken: cancellation);

    /// <summary>What the application has used today, and what is left.</summary>
    public async Task<GetUsageResponse> UsageAsync(SandboxWorld world, CancellationToken cancellation) =>
        await world.ClientOf(Application).Partner.GetUsageAsync(new GetUsageRequest(), cancellationToken: cancellation);

    /// <summary>By NIK, with the name as proof.</summary>
    public static DesilQuery QueryFor(MagicNik about) => new() { Nik = about.Nik, Name = about.Name };
}
