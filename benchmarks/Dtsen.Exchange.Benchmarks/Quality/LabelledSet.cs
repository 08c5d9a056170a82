using System.Globalization;

namespace Dtsen.Exchange.Benchmarks.Quality;

/// <summary>
/// Records with the truth about each, made from a seed: about eight of ten with the person's NIK, the others with a slip in it or with
/// another's, as often as the person has a twin, a namesake and so on.
/// </summary>
internal sealed class LabelledSet
{
    private readonly Random _chance;
    private readonly NameErrors _errors;

    /// <param name="count">How many records.</param>
    /// <param name="seed">The same seed gives the same records.</param>
    public LabelledSet(int count, int seed)
    {
        _chance = new Random(seed);
        Residents = new Residents(count, _chance);
        _errors = new NameErrors(_chance, person => In(person, Place.Father), person => In(person, Place.Father));
        var records = new List<LabelledRecord>(count);
        while (records.Count < count)
        {
            if (Make(Residents.All[_chance.Next(Residents.All.Count)]) is { } record)
            {
                records.Add(record);
            }
        }

        Records = records;
    }

    public Residents Residents { get; }

    public IReadOnlyList<LabelledRecord> Records { get; }

    private string? In(Resident person, Place place) =>
        Residents.FamilyOf(person).FirstOrDefault(each => each.Place == place)?.Name;

    private LabelledRecord? Make(Resident person) => _chance.Next(100) switch
    {
        < 70 => Write(Truth.Same, "", person.Number, person),
        < 85 => Miswritten(person) is { } number ? Write(Truth.Slip, "slip in the NIK", number, person) : null,
        _ => OfAnother(person),
    };

    // What was meant as one number and became another; it may be no NIK at all, or somebody's.
    private ulong? Miswritten(Resident person)
    {
        var digits = person.Number.ToString("D16", CultureInfo.InvariantCulture).ToCharArray();
        var at = _chance.Next(16);
        if (_chance.Next(3) == 0 && at < 15)
        {
            (digits[at], digits[at + 1]) = (digits[at + 1], digits[at]);
        }
        else
        {
            digits[at] = (char)('0' + _chance.Next(10));
        }

        var number = ulong.Parse(digits, CultureInfo.InvariantCulture);
        return number == person.Number ? null : number;
    }

    private LabelledRecord? OfAnother(Resident person)
    {
        var (kind, other) = _chance.Next(8) switch
        {
            0 => ("twin's NIK", person.Place != Place.Twin ? null
                : Any(Residents.FamilyOf(person).Where(each => each.Place == Place.Twin), person)),
            1 => ("brother's or sister's NIK", Any(Residents.FamilyOf(person).Where(each => IsChild(each) && IsChild(person)), person)),
            2 => ("parent's NIK", Any(Residents.FamilyOf(person).Where(each => !IsChild(each) && IsChild(person)), person)),
            3 => ("father's NIK for a son", person.Woman ? null
                : Any(Residents.FamilyOf(person).Where(each => each.Place == Place.Father && IsChild(person)), person)),
            4 => ("partner's NIK", Any(Residents.FamilyOf(person).Where(each => !IsChild(each) && !IsChild(person)), person)),
            5 => ("namesake's NIK", Any(Residents.ByName[person.Name], person)),
            6 => ("NIK of one with the same first name", Any(Residents.ByFirstWord[person.Words[0]], person)),
            _ => ("NIK of another line", Any(Residents.All, person)),
        };
        return other is null ? null : Write(Truth.Other, kind, other.Number, person, other);
    }

    private static bool IsChild(Resident resident) => resident.Place is Place.Child or Place.Twin;

    private Resident? Any(IEnumerable<Resident> all, Resident but)
    {
        var list = all as IReadOnlyList<Resident> ?? [.. all];
        var any = list.Count == 0 ? but : list[_chance.Next(list.Count)];
        return any == but ? null : any;
    }

    private LabelledRecord? Write(Truth truth, string kind, ulong number, Resident person, Resident? other = null)
    {
        // What agencies send: most a name with date of birth and sex, many a name alone, some a nomor KK too.
        var sent = _chance.Next(100);
        var (sendsBorn, sendsSex, sendsFamily) = (sent < 80, sent < 65, sent < 10);
        if (other is not null && other.Name == person.Name
            && (!sendsBorn || other.Born == person.Born)
            && (!sendsSex || other.Woman == person.Woman)
            && (!sendsFamily || other.Family == person.Family))
        {
            // Nothing in the record tells the two apart, for nobody.
            return null;
        }

        var name = person.Name;
        var changes = _chance.Next(10) switch { < 6 => 0, < 9 => 1, _ => 2 };
        for (var at = 0; at < changes; at++)
        {
            name = _errors.Change(person, name, out var what);
            kind = truth != Truth.Same ? kind : at == 0 ? what : "two of these";
        }

        var born = _chance.Next(100) < 4 ? Misdated(person.Born) : person.Born;
        var woman = _chance.Next(200) == 0 ? !person.Woman : person.Woman;
        kind = kind.Length > 0 ? kind : "as registered";
        return new LabelledRecord(
            truth,
            kind,
            number,
            person,
            _chance.Next(2) == 0 ? name.ToUpperInvariant() : name,
            sendsBorn ? born : null,
            sendsSex ? woman : null,
            !sendsFamily ? null : _chance.Next(100) < 15 ? -1 : person.Family);
    }

    private DateOnly Misdated(DateOnly born) => _chance.Next(4) switch
    {
        0 when born.Day <= 12 => new DateOnly(born.Year, born.Day, born.Month),
        1 => born.AddYears(_chance.Next(2) == 0 ? 1 : -1),
        2 => born.AddDays(_chance.Next(2) == 0 ? 1 : 10),
        _ => new DateOnly(born.Year, 1, 1),
    };
}
