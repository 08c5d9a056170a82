using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Names;
using Dtsen.Exchange.Register.People;
using Google.Type;
using NikStatus = Dtsen.Exchange.Contracts.Type.V1.NikStatus;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>When what is said of a person is right.</summary>
internal static class MemberRules
{
    /// <summary>Characters of a name, folded, at most.</summary>
    public const int MaximumNameLength = NameComparison.LongestRegistered;

    /// <summary>1 to 200 characters, blanks around not counted.</summary>
    public static bool IsName(string name) =>
        name.Length <= MaximumNameLength
            ? !string.IsNullOrWhiteSpace(name)
            : FoldedName.Fold(name).Length is > 0 and <= MaximumNameLength;

    /// <summary>A day of the calendar, from 1880 to the day of the upload.</summary>
    public static bool IsBirthDate(Date? date, DateOnly uploadDay) => date.TryToDay(out var day) && IsBirthDate(day, uploadDay);

    /// <summary>The same of a day of the calendar.</summary>
    public static bool IsBirthDate(DateOnly day, DateOnly uploadDay) => day >= PersonLayout.FirstBirthDate && day <= uploadDay;

    public static bool IsStatus(NikStatus status) =>
        status is NikStatus.Aktif or NikStatus.Meninggal or NikStatus.TidakAktif or NikStatus.Ganda;

    /// <summary>Whether somebody's NIK is active or switched off.</summary>
    public static bool IsLiving(NikStatus status) => status is NikStatus.Aktif or NikStatus.TidakAktif;

    /// <summary>Members whose NIK is active or switched off.</summary>
    public static int LivingIn(Family family)
    {
        var living = 0;
        foreach (var member in family.Members)
        {
            living += IsLiving(member.StatusNik) ? 1 : 0;
        }

        return living;
    }

    /// <summary>The date of birth of a member that the rules let pass.</summary>
    public static DateOnly BirthDateOf(Member member) => member.TanggalLahir.TryToDay(out var day) ? day : default;
}
