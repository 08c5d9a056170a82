using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Google.Type;

namespace Dtsen.Exchange.Benchmarks.Matching;

/// <summary>
/// Records as an agency sends them, one of each person, which is always the same: of a hundred, ninety-one as registered, eight with a
/// slip in the name, one with a digit of the NIK wrong, a number that nobody has.
/// </summary>
/// <param name="people">Whom they are about.</param>
internal sealed class RecordMix(IReadOnlyList<Registered> people)
{
    private const int KabupatenDigits = 4;

    private readonly MatchRecord[] _records = [.. people.Select((person, at) => Write(person, KindOf(at)))];

    /// <summary>How a record came about.</summary>
    internal enum Kind
    {
        /// <summary>As registered.</summary>
        Right,

        /// <summary>With a letter of the name changed.</summary>
        Misspelt,

        /// <summary>With a digit of the NIK changed.</summary>
        WrongNik,
    }

    /// <summary>A call with records of people drawn by chance.</summary>
    public BulkMatchRequest Draw(Random chance, int count) => Draw(chance, count, at => _records[at]);

    /// <summary>A call with the names of people drawn by chance, their dates of birth and the kabupaten where they live.</summary>
    public BulkMatchRequest DrawWithoutNik(Random chance, int count) => Draw(chance, count, at => WithoutNik(people[at]));

    /// <summary>A call with records of neighbours, and how each came about.</summary>
    public (BulkMatchRequest Request, IReadOnlyList<Kind> Kinds) Take(int first, int count)
    {
        var places = Enumerable.Range(0, count).Select(at => (first + at) % _records.Length).ToList();
        return (new BulkMatchRequest { Records = { places.Select(at => _records[at]) } }, places.ConvertAll(KindOf));
    }

    private BulkMatchRequest Draw(Random chance, int count, Func<int, MatchRecord> record)
    {
        var request = new BulkMatchRequest();
        for (var i = 0; i < count; i++)
        {
            request.Records.Add(record(chance.Next(people.Count)));
        }

        return request;
    }

    private static MatchRecord WithoutNik(Registered person) => new()
    {
        Name = person.Name,
        BirthDate = BornOn(person),
        WilayahCode = person.Desa[..KabupatenDigits],
        WilayahCodeSystem = WilayahCodeSystem.Kemendagri,
    };

    private static Date BornOn(Registered person) => new() { Year = person.Born.Year, Month = person.Born.Month, Day = person.Born.Day };

    private static Kind KindOf(int at) => (at * 37 % 100) switch { < 91 => Kind.Right, < 99 => Kind.Misspelt, _ => Kind.WrongNik };

    private static MatchRecord Write(Registered person, Kind kind) => new()
    {
        Nik = kind == Kind.WrongNik ? Slip(person.Nik) : person.Nik,
        Name = kind == Kind.Misspelt ? Misspell(person.Name) : person.Name,
        BirthDate = BornOn(person),
        Sex = person.Sex,
    };

    // Nobody's sequence number is above nine thousand.
    private static string Slip(string nik) => string.Concat(nik.AsSpan(0, 12), "9", nik.AsSpan(13));

    // The letter before the last of the longest word becomes another.
    private static string Misspell(string name)
    {
        var word = name.Split(' ').MaxBy(word => word.Length)!;
        var at = name.IndexOf(word, StringComparison.Ordinal) + Math.Max(1, word.Length - 2);
        return at < name.Length ? string.Concat(name.AsSpan(0, at), name[at] is 'r' or 'R' ? "t" : "r", name.AsSpan(at + 1)) : name;
    }
}
