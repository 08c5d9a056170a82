using Dtsen.Exchange.Contracts.Matching.V1;
using Google.Type;

namespace Dtsen.Exchange.Benchmarks.Matching;

/// <summary>
/// Records as an agency sends them, one of each person, which is always the same: of a hundred, ninety-one as registered, eight with a
/// slip in the name, one with a digit of the NIK wrong, a number that nobody has.
/// </summary>
/// <param name="people">Whom they are about.</param>
internal sealed class RecordMix(IReadOnlyList<Registered> people)
{
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
    public BulkMatchRequest Draw(Random chance, int count)
    {
        var request = new BulkMatchRequest();
        for (var i = 0; i < count; i++)
        {
            request.Records.Add(_records[chance.Next(_records.Length)]);
        }

        return request;
    }

    /// <summary>A call with records of neighbours, and how each came about.</summary>
    public (BulkMatchRequest Request, IReadOnlyList<Kind> Kinds) Take(int first, int count)
    {
        var places = Enumerable.Range(0, count).Select(at => (first + at) % _records.Length).ToList();
        return (new BulkMatchRequest { Records = { places.Select(at => _records[at]) } }, places.ConvertAll(KindOf));
    }

    private static Kind KindOf(int at) => (at * 37 % 100) switch { < 91 => Kind.Right, < 99 => Kind.Misspelt, _ => Kind.WrongNik };

    private static MatchRecord Write(Registered person, Kind kind) => new()
    {
        Nik = kind == Kind.WrongNik ? Slip(person.Nik) : person.Nik,
        Name = kind == Kind.Misspelt ? Misspell(person.Name) : person.Name,
        BirthDate = new Date { Year = person.Born.Year, Month = person.Born.Month, Day = person.Born.Day },
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
