using System.Buffers;
using Dtsen.Exchange.Contracts.Population.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Population;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Register;
using Google.Type;

namespace Dtsen.Exchange.Server.Population;

/// <summary>Reads the fields of one event, and remembers the first that breaks its rule.</summary>
/// <param name="wilayah">Regions that there are; null where it was looked at before.</param>
/// <param name="today">The last day that anything can have.</param>
internal sealed class EventFields(WilayahTable? wilayah, DateOnly today)
{
    /// <summary>Characters of an id, of one byte each.</summary>
    public const int MaxIdLength = 64;

    private const int MaxPeople = 100;
    private const int MaxNameLength = 200;
    private static readonly SearchValues<char> IdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-");

    private static readonly DateOnly FirstBirthDate = new(1880, 1, 1);

    /// <summary>Field that is wrong, within the event; null where none is.</summary>
    public string? Field { get; private set; }

    /// <summary>What it must be.</summary>
    public EventRule? Rule { get; private set; }

    /// <summary>Notes a rule that is broken, unless one was before.</summary>
    public void Require(bool holds, string field, EventRule rule)
    {
        if (!holds && Field is null)
        {
            (Field, Rule) = (field, rule);
        }
    }

    public void RequireId(string text, string field) => Require(
        text.Length is >= 1 and <= MaxIdLength && !text.AsSpan().ContainsAnyExcept(IdCharacters),
        field,
        EventRule.EventId);

    public DateOnly Day(Date? date, string field)
    {
        Require(date.TryToDay(out var day) && day >= EventOrder.FirstDay && day <= today, field, EventRule.Day);
        return day;
    }

    public Nik Nik(string text, string field)
    {
        Require(Domain.Nik.TryParse(text, out var nik), field, EventRule.Nik);
        return nik;
    }

    public IReadOnlyList<Nik> Niks(IReadOnlyList<string> texts, string field)
    {
        Require(texts.Count is >= 1 and <= MaxPeople && texts.Distinct().Count() == texts.Count, field, EventRule.People);
        return [.. texts.Take(MaxPeople).Select((text, i) => Nik(text, $"{field}[{i}]"))];
    }

    public FamilyNumber Family(string text, string field)
    {
        Require(FamilyNumber.TryParse(text, out var number), field, EventRule.FamilyNumber);
        return number;
    }

    /// <summary>The code of a desa or kelurahan, as a number.</summary>
    public ulong Desa(string text, string field)
    {
        var isDesa = WilayahCode.TryParse(text, out var code) && code.Level == WilayahLevel.DesaKelurahan;
        Require(isDesa && (wilayah is null || wilayah.Contains(code)), field, EventRule.Desa);
        return code.Number;
    }

    public Destination Destination(Tujuan? to, string field)
    {
        Require(to is not null, field, EventRule.Destination);
        var number = Family(to?.NomorKartuKeluarga ?? "", field + ".nomor_kartu_keluarga");
        var desa = to?.KodeKelurahanDesa is { Length: > 0 } code ? Desa(code, field + ".kode_kelurahan_desa") : 0;
        return new Destination(number, desa);
    }

    /// <summary>Who somebody is who is new.</summary>
    public (Nik Nik, Identity Identity) Person(Penduduk? person, string field)
    {
        person ??= new Penduduk();
        var nik = Nik(person.Nik, field + ".nik");
        return (nik, new Identity(
            Name(person.Nama, field + ".nama"), BirthDate(person.TanggalLahir, field + ".tanggal_lahir"),
            Sex(person.JenisKelamin, field + ".jenis_kelamin")));
    }

    public IReadOnlyList<(Nik Nik, Identity Identity)> People(IReadOnlyList<Penduduk> people, string field)
    {
        Require(
            people.Count is >= 1 and <= MaxPeople && people.Select(person => person.Nik).Distinct().Count() == people.Count,
            field,
            EventRule.People);
        return [.. people.Take(MaxPeople).Select((person, i) => Person(person, $"{field}[{i}]"))];
    }

    public string Name(string name, string field)
    {
        Require(name.Length <= MaxNameLength && !string.IsNullOrWhiteSpace(name), field, EventRule.Name);
        return name;
    }

    public DateOnly BirthDate(Date? date, string field)
    {
        Require(date.TryToDay(out var day) && day >= FirstBirthDate && day <= today, field, EventRule.BirthDate);
        return day;
    }

    public Sex Sex(uint code, string field)
    {
        Require(code is 1 or 2, field, EventRule.Sex);
        return (Sex)code;
    }
}
