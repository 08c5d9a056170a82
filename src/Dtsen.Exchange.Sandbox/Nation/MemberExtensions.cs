using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;

namespace Dtsen.Exchange.Sandbox.Nation;

/// <summary>Members in the words of the nation.</summary>
internal static class MemberExtensions
{
    public static Sex Sex(this Member member) => (Sex)member.JenisKelamin;

    public static Relation Relation(this Member member) => (Relation)member.StatusHubunganKeluarga;

    public static Marriage Marriage(this Member member) => (Marriage)member.StatusKawin;

    public static DateOnly Born(this Member member) =>
        new(member.TanggalLahir.Year, member.TanggalLahir.Month, member.TanggalLahir.Day);

    public static bool IsDead(this Member member) => member.StatusNik == Contracts.Type.V1.NikStatus.Meninggal;

    /// <summary>Full years on a day.</summary>
    public static int AgeOn(this Member member, DateOnly day)
    {
        var born = member.Born();
        var years = day.Year - born.Year;
        return (day.Month, day.Day).CompareTo((born.Month, born.Day)) < 0 ? years - 1 : years;
    }

    public static void Set(this Member member, Relation relation) => member.StatusHubunganKeluarga = (uint)relation;

    public static void Set(this Member member, Marriage marriage) => member.StatusKawin = (uint)marriage;
}
