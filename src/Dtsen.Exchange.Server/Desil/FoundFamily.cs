using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Register.Current;
using Dtsen.Exchange.Register.History;

namespace Dtsen.Exchange.Server.Desil;

/// <summary>A family that a lookup found; where it was asked for by a NIK, with the state of that NIK.</summary>
/// <param name="Origin">Where the release has the family that was ranked.</param>
/// <param name="Desil">Its desil.</param>
/// <param name="Status">State of the NIK.</param>
/// <param name="IsClosed">Whether it was asked for by its number and nobody is left in it.</param>
internal readonly record struct FoundFamily(FamilyOrigin Origin, DesilSet Desil, NikStatus Status, bool IsClosed = false)
{
    private const ulong DesaPerKabupaten = 1_000_000;

    /// <summary>A family of which the history of a person alone is left.</summary>
    public static FoundFamily OfPast(HistoryRow row) => new(new FamilyOrigin(0, row.Kabupaten * DesaPerKabupaten), row.Desil, row.Status);

    /// <summary>Kabupaten or kota in which it was ranked, code of four digits; 0 where it was formed since.</summary>
    public ulong Kabupaten => WilayahCode.KabupatenOf(Origin.Desa);

    /// <summary>Which case it is.</summary>
    public DesilOutcome Outcome => Status switch
    {
        NikStatus.Deceased => DesilOutcome.Meninggal,
        NikStatus.Inactive => DesilOutcome.NikTidakAktif,
        NikStatus.Duplicate => DesilOutcome.NikGanda,
        _ when IsClosed => DesilOutcome.KeluargaTutup,
        _ => Desil.Nasional is null ? DesilOutcome.BelumAdaDesil : DesilOutcome.Ranked,
    };

    // A record would print the numbers.
    public override string ToString() => "a family";
}
