using Dtsen.Exchange.Cli.Terminal;

namespace Dtsen.Exchange.Cli.Matching.Files;

/// <summary>Where in a row the fields of a record stand; -1 where the file has no such column.</summary>
internal sealed record MatchColumns(int Nik, int Name, int BirthDate, int Sex, int FamilyNumber, int Wilayah)
{
    /// <summary>Fields, their option, and their usual headings as letters and digits alone, the likeliest first.</summary>
    public static readonly IReadOnlyList<(string Field, string Option, string[] Headings)> Usual =
    [
        ("NIK", "--nik-column",
            [
                "NIK", "NOKTP", "NONIK", "NOMORNIK", "NOMORKTP", "NIKKTP", "NIKPESERTA", "NOMORINDUKKEPENDUDUKAN",
                "NOINDUKKEPENDUDUKAN", "KTP",
            ]),
        ("Nama", "--name-column",
            ["NAMA", "NAMALGKP", "NAMALENGKAP", "NAMAKTP", "NAMASESUAIKTP", "NAMAPESERTA", "NAMAPENERIMA", "NAME", "FULLNAME"]),
        ("Tanggal lahir", "--birth-date-column",
            ["TGLLHR", "TGLLAHIR", "TANGGALLAHIR", "TANGGALLHR", "BIRTHDATE", "DATEOFBIRTH", "DOB"]),
        ("Jenis kelamin", "--sex-column",
            ["JK", "JENISKLMIN", "JENISKELAMIN", "JNSKELAMIN", "JNSKLMIN", "JENKEL", "KELAMIN", "LP", "SEX", "GENDER"]),
        ("Nomor KK", "--kk-column",
            ["NOKK", "NOMORKK", "KK", "NOKARTUKELUARGA", "NOMORKARTUKELUARGA", "FAMILYNUMBER"]),
        ("Wilayah", "--wilayah-column",
            ["KODEWILAYAH", "KODEWILAYAHDOMISILI", "KODEKEMENDAGRI", "WILAYAHCODE"]),
    ];

    /// <summary>Finds them by their usual headings, or by those that were given.</summary>
    /// <param name="headings">Headings of the file.</param>
    /// <param name="given">A heading for each field of <see cref="Usual"/>, null where the usual ones hold.</param>
    /// <exception cref="CliFailure">A column that was given is not there, or there is none to match by.</exception>
    public static MatchColumns Find(IReadOnlyList<string> headings, IReadOnlyList<string?> given)
    {
        var keys = headings.Select(KeyOf).ToList();
        var at = Usual.Zip(given, (usual, heading) => heading is not null
            ? keys.IndexOf(KeyOf(heading)) is var found and >= 0 ? found : throw NotThere(usual.Option, headings)
            : usual.Headings.Select(key => keys.IndexOf(key)).FirstOrDefault(place => place >= 0, -1)).ToArray();
        var columns = new MatchColumns(at[0], at[1], at[2], at[3], at[4], at[5]);
        return columns switch
        {
            // Without a NIK people are looked for by all three.
            { Nik: < 0, Name: >= 0, BirthDate: >= 0, Wilayah: >= 0 } => columns,
            { Nik: < 0 } => throw Missing("NIK", "--nik-column", headings),
            { Name: < 0, FamilyNumber: < 0 } => throw Missing("nama and none of nomor KK", "--name-column or --kk-column", headings),
            _ => columns,
        };
    }

    /// <summary>Places in the order of <see cref="Usual"/>.</summary>
    public IReadOnlyList<int> Places => [Nik, Name, BirthDate, Sex, FamilyNumber, Wilayah];

    /// <summary>A heading that may be shown: a file without headings begins with a person.</summary>
    public static string Shown(string heading) => heading.Any(char.IsAsciiDigit) ? "***" : heading.Trim();

    private static string KeyOf(string heading) => string.Concat(heading.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static CliFailure NotThere(string option, IReadOnlyList<string> headings) =>
        new(ExitCode.Usage, $"The file has no column as {option} says. {Headings(headings)}");

    private static CliFailure Missing(string what, string option, IReadOnlyList<string> headings) => new(
        ExitCode.Usage, $"No column of {what} was recognised: name it with {option}. {Headings(headings)}");

    // A first row that is of a person has digits in it, and is not repeated.
    private static string Headings(IReadOnlyList<string> headings) => headings.Any(heading => heading.Any(char.IsAsciiDigit))
        ? "The first row must hold the names of the columns; this one holds digits."
        : $"Its first row is: {string.Join(", ", headings.Select(Shown))}.";
}
