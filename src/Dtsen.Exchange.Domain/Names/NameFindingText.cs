namespace Dtsen.Exchange.Domain.Names;

/// <summary>The findings in words.</summary>
public static class NameFindingText
{
    /// <summary>The single findings of a set, in the order of the enumeration.</summary>
    public static IReadOnlyList<NameFindings> Each(NameFindings findings) =>
        [.. Enum.GetValues<NameFindings>().Where(finding => finding != NameFindings.None && findings.HasFlag(finding))];

    /// <summary>What a single finding means, in English and Indonesian.</summary>
    public static (string English, string Indonesian) Explain(NameFindings finding) => finding switch
    {
        NameFindings.TitlesIgnored => (
            "Titles and degrees were left out.",
            "Gelar tidak ikut dibandingkan."),
        NameFindings.Punctuation => (
            "Only blanks or marks differ.",
            "Hanya spasi atau tanda baca yang berbeda."),
        NameFindings.SpellingVariant => (
            "A word is another spelling of the same name.",
            "Ada kata yang merupakan ejaan lain dari nama yang sama."),
        NameFindings.Abbreviation => (
            "A word is abbreviated.",
            "Ada kata yang disingkat."),
        NameFindings.Initial => (
            "A word is given by its first letter only.",
            "Ada kata yang hanya ditulis huruf awalnya."),
        NameFindings.Joined => (
            "Words are joined in one name and apart in the other.",
            "Ada kata yang digabung pada satu nama dan dipisah pada nama lain."),
        NameFindings.Reordered => (
            "The words stand in another order.",
            "Urutan katanya berbeda."),
        NameFindings.Typo => (
            "A word differs by what may be a slip: compare with the KTP-el.",
            "Ada kata yang mungkin salah tulis: bandingkan dengan KTP-el."),
        NameFindings.OptionalWord => (
            "A word that is often left out (Muhammad, Siti, I, Ni) stands in one name only.",
            "Kata yang sering tidak ditulis (Muhammad, Siti, I, Ni) hanya ada pada satu nama."),
        NameFindings.WordMissing => (
            "A word stands in one name only: ask for the full name as on the KTP-el.",
            "Ada kata yang hanya ada pada satu nama: mintalah nama lengkap sesuai KTP-el."),
        NameFindings.FamilyNameMissing => (
            "A clan's or family's name stands in one name only.",
            "Marga atau nama keluarga hanya ada pada satu nama."),
        NameFindings.PatronymMissing => (
            "A parent's name or an alias stands in one name only.",
            "Nama orang tua (bin/binti) atau alias hanya ada pada satu nama."),
        NameFindings.FirstWordMissing => (
            "The first name stands in one name only: father and child may be meant.",
            "Nama depan hanya ada pada satu nama: mungkin orang tua dan anak."),
        NameFindings.OtherWord => (
            "Each name has a word that the other has not: two people may be meant.",
            "Masing-masing nama memiliki kata yang tidak ada pada yang lain: mungkin dua orang yang berbeda."),
        NameFindings.Empty => (
            "A name is empty or has no letters.",
            "Salah satu nama kosong atau tanpa huruf."),
        _ => throw new ArgumentOutOfRangeException(nameof(finding)),
    };

    /// <summary>The code of a single finding, in capitals with underscores, as files and messages carry it.</summary>
    public static string CodeOf(NameFindings finding) => finding switch
    {
        NameFindings.TitlesIgnored => "TITLES_IGNORED",
        NameFindings.Punctuation => "PUNCTUATION",
        NameFindings.SpellingVariant => "SPELLING_VARIANT",
        NameFindings.Abbreviation => "ABBREVIATION",
        NameFindings.Initial => "INITIAL",
        NameFindings.Joined => "JOINED",
        NameFindings.Reordered => "REORDERED",
        NameFindings.Typo => "TYPO",
        NameFindings.OptionalWord => "OPTIONAL_WORD",
        NameFindings.WordMissing => "WORD_MISSING",
        NameFindings.FamilyNameMissing => "FAMILY_NAME_MISSING",
        NameFindings.PatronymMissing => "PATRONYM_MISSING",
        NameFindings.FirstWordMissing => "FIRST_WORD_MISSING",
        NameFindings.OtherWord => "OTHER_WORD",
        NameFindings.Empty => "EMPTY",
        _ => throw new ArgumentOutOfRangeException(nameof(finding)),
    };
}
