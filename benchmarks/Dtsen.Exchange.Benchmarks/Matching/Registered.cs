using System.Globalization;
using Dtsen.Exchange.Benchmarks.World;
using Dtsen.Exchange.Contracts.Type.V1;

namespace Dtsen.Exchange.Benchmarks.Matching;

/// <summary>Somebody of the nation, as BPS sent it.</summary>
/// <param name="Nik">NIK.</param>
/// <param name="Family">Nomor KK.</param>
/// <param name="Desa">Desa or kelurahan of domicile.</param>
/// <param name="Name">Name.</param>
/// <param name="Born">Date of birth.</param>
/// <param name="Sex">Sex: 1 or 2; 0 where not known.</param>
/// <param name="Status">State of the NIK.</param>
internal sealed record Registered(string Nik, string Family, string Desa, string Name, DateOnly Born, uint Sex, NikStatus Status)
{
    /// <summary>The NIK as a number.</summary>
    public long Number => long.Parse(Nik, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>All of a nation.</summary>
    public static IEnumerable<Registered> Of(BenchmarkNation nation)
    {
        foreach (var wire in nation.Sources.SelectMany(source => source.Families()))
        {
            var family = Contracts.Type.V1.Family.Parser.ParseFrom(wire.Span);
            foreach (var member in family.Members)
            {
                var born = member.TanggalLahir;
                yield return new Registered(
                    member.NomorIndukKependudukan, family.NomorKartuKeluarga, family.KodeKelurahanDesa, member.Nama,
                    new DateOnly(born.Year, born.Month, born.Day), member.JenisKelamin, member.StatusNik);
            }
        }
    }
}
