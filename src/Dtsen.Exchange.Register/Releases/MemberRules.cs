using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Register.People;
using Google.Type;
using NikStatus = Dtsen.Exchange.Contracts.Type.V1.NikStatus;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>When what is said of a person is right.</summary>
internal static class MemberRules
{
    /// <summary>Characters of a name, folded, at most.</summary>
    public const int MaximumNameLength = 200;

    /// <summary>1 to 200 characters, blanks around not counted.</summary>
    public static bool IsName(string name) =>
        name.Length <= MaximumNameLength
            ? !string.IsNullOrWhiteSpace(name)
            : FoldedName.Fold(name).Length is > 0 and <= MaximumNameLength;

    /// <summary>A day of the calendar, from 1880 to the day of the upload.</summary>
    public static bool IsBirthDate(Date? date, DateOnly uploadDay) => TryRead(date, out var day)
        && day >= PersonLayout.FirstBirthDate && day <= uploadDay;

    public static bool IsStatus(NikStatus status) =>
        status is NikStatus.Aktif or NikStatus.Meninggal or NikStatus.TidakAktif or NikStatus.Ganda;

    /// <summary>The date of birth of a member that the rules let pass.</summary>
    public static DateOnly BirthDateOf(Member member) => new(member.TanggalLahir.Year, member.TanggalLahir.Month, member.TanggalLahir.Day);

    private static bool TryRead(Date? date, out DateOnly day)
    {
        day = default;
        if (date is null || date.Year is < 1 or > 9999 || date.Month is < 1 or > 12
            || date.Day < 1 || date.Day > System.DateTime.DaysInMonth(date.Year, date.Month))
        {
            return false;
        }

        day = new DateOnly(date.Year, date.Month, date.Day);
        return true;
    }
}
