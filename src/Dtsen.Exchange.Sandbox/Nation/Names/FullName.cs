using System.Text;
using Dtsen.Exchange.Domain;

namespace Dtsen.Exchange.Sandbox.Nation.Names;

/// <summary>Makes the names that registers hold: one word or five, with titles, apostrophes and abbreviations.</summary>
internal static class FullName
{
    private const double DoubleSecondName = 0.35;
    private const double VeryLong = 0.006;
    private static readonly string[] BirthOrder = ["Wayan", "Made", "Nyoman", "Ketut"];
    private static readonly string[] LongMale = ["Raden Mas", "Kanjeng Raden Tumenggung", "Muhammad Abdurrahman", "Fransiskus Xaverius"];
    private static readonly string[] LongFemale = ["Raden Ajeng", "Siti Nurhaliza Khairunnisa", "Putri Ayu Ramadhani", "Maria Goretti"];
    private static readonly string[] LongLast = ["Prawirodiningrat", "Kusumaningratnaputri", "Hadiwinotosastro", "Tanuwijayakusuma"];

    /// <summary>Makes the name of a person.</summary>
    /// <param name="style">How the family names its people.</param>
    /// <param name="sex">Sex.</param>
    /// <param name="birthOrder">Order of birth among siblings, from 0.</param>
    /// <param name="familyName">Family name; from the style's list where it is null.</param>
    /// <param name="father">Father's name, for bin and binti; null where it is not known.</param>
    /// <param name="dice">Chance.</param>
    public static string Make(NameStyle style, Sex sex, int birthOrder, string? familyName, string? father, SplitMix dice)
    {
        var given = dice.Pick<string>(sex == Sex.Male ? style.MaleNames : style.FemaleNames);
        if (dice.Chance(style.OneWord) && !given.EndsWith('.'))
        {
            return given;
        }

        if (dice.Chance(VeryLong))
        {
            var (first, last) = sex == Sex.Male ? (LongMale, LongLast) : (LongFemale, LongLast);
            return $"{dice.Pick<string>(first)} {given} {dice.Pick<string>(style.LastNamesOf(sex))} {dice.Pick<string>(last)}";
        }

        return style.Form switch
        {
            NameForm.FamilyName => $"{Given(style, sex, given, dice)} {familyName ?? dice.Pick<string>(style.LastNamesOf(sex))}",
            NameForm.BirthOrder =>
                $"{(sex == Sex.Male ? "I" : "Ni")} {BirthOrder[birthOrder % BirthOrder.Length]} {given}"
                + (dice.Chance(0.3) ? $" {dice.Pick<string>(style.LastNamesOf(sex))}" : ""),
            NameForm.Patronym when father is not null && dice.Chance(0.2) => $"{given} {(sex == Sex.Male ? "bin" : "binti")} {father}",
            _ => $"{Given(style, sex, given, dice)} {dice.Pick<string>(style.LastNamesOf(sex))}",
        };
    }

    /// <summary>Adds titles as people register them: of study, and of the pilgrimage.</summary>
    public static string WithTitles(string name, Sex sex, bool graduate, bool pilgrim, SplitMix dice)
    {
        var text = new StringBuilder();
        if (pilgrim)
        {
            text.Append(sex == Sex.Male ? "H. " : "Hj. ");
        }

        var doctorate = graduate && dice.Chance(0.1);
        text.Append(doctorate ? "Drs. " : "").Append(name);
        if (graduate && !doctorate)
        {
            text.Append(dice.Pick<string>([", S.Pd.", ", S.E.", ", S.H.", ", S.Kom.", ", S.Ag.", ", M.Si."]));
        }

        return text.ToString();
    }

    private static string Given(NameStyle style, Sex sex, string first, SplitMix dice)
    {
        if (!dice.Chance(DoubleSecondName) && !first.EndsWith('.'))
        {
            return first;
        }

        var second = dice.Pick<string>(sex == Sex.Male ? style.MaleNames : style.FemaleNames);
        return second == first || second.EndsWith('.') ? first : $"{first} {second}";
    }
}
