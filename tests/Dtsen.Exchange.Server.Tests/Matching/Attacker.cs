using System.Globalization;
using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Google.Type;

namespace Dtsen.Exchange.Server.Tests.Matching;

/// <summary>
/// One who holds an agreement and uses answers to read what the register holds of somebody: by the NIK alone, or by NIK and name. It goes
/// on from what it is told, one field at a time, with the likeliest guess first; and it asks by the person's NIK and by NIKs like it in
/// turn.
/// </summary>
/// <param name="nik">NIK of whom it is after.</param>
/// <param name="names">What the name may be, likeliest first; of one who knows it, that alone.</param>
/// <param name="desa">Where the family may live, likeliest first.</param>
/// <param name="taken">NIKs that somebody has.</param>
internal sealed class Attacker(string nik, IReadOnlyList<string> names, IReadOnlyList<string> desa, IReadOnlySet<string> taken)
{
    private readonly Queue<Date> _births = new(Births(nik));
    private readonly Queue<string> _desa = new(desa);
    private readonly Queue<string> _cards = new(Cards(nik));
    private readonly Queue<string> _names = new(names);
    private string? _name;
    private Date? _askedBirth;
    private string? _askedDesa;
    private string? _askedCard;
    private string? _askedName;
    private int _asked;

    /// <summary>What it has learned, by nama, tanggal_lahir, jenis_kelamin, nomor_kartu_keluarga, kode_kelurahan_desa.</summary>
    public Dictionary<string, string> Learned { get; } = [];

    /// <summary>The next record that it sends.</summary>
    public MatchRecord Next()
    {
        (_askedBirth, _askedDesa, _askedCard, _askedName) = (null, null, null, null);
        var record = new MatchRecord { Nik = nik };
        _askedName = _name ?? (_names.TryDequeue(out var name) ? name : names[0]);
        record.Name = _askedName;
        if (_name is null && names.Count > 1)
        {
            return record;
        }

        var turn = _asked++;
        if (turn == 0)
        {
            record.Sex = nik[6] >= '4' ? 2u : 1u;
        }
        else if (!Learned.ContainsKey("tanggal_lahir") && _births.TryDequeue(out _askedBirth))
        {
            record.BirthDate = _askedBirth;
            record.Nik = turn % 2 == 0 ? Neighbour() : nik;
        }
        else if (turn % 3 == 0 && _cards.TryDequeue(out _askedCard))
        {
            record.FamilyNumber = _askedCard;
        }
        else if (!Learned.ContainsKey("kode_kelurahan_desa") && _desa.TryDequeue(out _askedDesa))
        {
            record.WilayahCode = _askedDesa;
            record.WilayahCodeSystem = WilayahCodeSystem.Kemendagri;
        }

        return record;
    }

    /// <summary>Learns from an answer what there is to learn.</summary>
    public void Hear(MatchRecord asked, MatchAnswer answer)
    {
        if (answer.Candidates is not null)
        {
            Learned["tanggal_lahir"] = Words(_askedBirth!);
        }

        if (answer.Fields is not { } fields)
        {
            return;
        }

        if (_name is null)
        {
            _name = _askedName;
            Learned["nama"] = _askedName!;
        }

        if (asked.Sex > 0)
        {
            var sex = fields.Sex == MatchResult.Sesuai ? asked.Sex : 3 - asked.Sex;
            Learned["jenis_kelamin"] = sex.ToString(CultureInfo.InvariantCulture);
        }

        Note("tanggal_lahir", fields.BirthDate, _askedBirth is null ? null : Words(_askedBirth));
        Note("nomor_kartu_keluarga", fields.FamilyNumber, _askedCard);
        Note("kode_kelurahan_desa", fields.Wilayah, _askedDesa);
    }

    /// <summary>A date as it is learned.</summary>
    public static string Words(Date date) => $"{date.Year:D4}-{date.Month:D2}-{date.Day:D2}";

    /// <summary>What the digits say.</summary>
    public static Date BornByDigits(string nik)
    {
        int Two(int at) => int.Parse(nik.AsSpan(at, 2), CultureInfo.InvariantCulture);
        return new Date { Year = (Two(10) > 26 ? 1900 : 2000) + Two(10), Month = Two(8), Day = Two(6) % 40 };
    }

    private void Note(string field, MatchResult result, string? guess)
    {
        if (guess is not null && result == MatchResult.Sesuai)
        {
            Learned[field] = guess;
        }
    }

    private string Neighbour()
    {
        for (var digit = '0'; ; digit++)
        {
            var neighbour = nik[..15] + digit;
            if (!taken.Contains(neighbour) && !neighbour.EndsWith("0000", StringComparison.Ordinal))
            {
                return neighbour;
            }
        }
    }

    private static IEnumerable<Date> Births(string nik)
    {
        var digits = BornByDigits(nik);
        yield return digits;
        if (digits.Day <= 12)
        {
            yield return new Date { Year = digits.Year, Month = digits.Day, Day = digits.Month };
        }

        var day = new DateOnly(digits.Year, digits.Month, digits.Day);
        foreach (var other in new[]
        {
            day.AddDays(1), day.AddYears(-1), day.AddYears(1), day.AddDays(-1), day.AddYears(-2), day.AddYears(-3), day.AddMonths(1),
        })
        {
            yield return new Date { Year = other.Year, Month = other.Month, Day = other.Day };
        }
    }

    /// <summary>Cards of the kecamatan that were recorded at some first of July.</summary>
    private static IEnumerable<string> Cards(string nik) => Enumerable.Range(10, 10).Select(year => $"{nik[..6]}0107{year}0001");
}
