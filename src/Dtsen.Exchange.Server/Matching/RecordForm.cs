using System.Diagnostics.CodeAnalysis;
using System.Text;
using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Register;
using Dtsen.Exchange.Server.Pages;
using Google.Type;

namespace Dtsen.Exchange.Server.Matching;

/// <summary>
/// What a record holds, its numbers and its day read, and what of it is not what it should be. Whether it may be matched so,
/// <see cref="RecordRules"/> say.
/// </summary>
internal record struct RecordForm
{
    private const int NikTag = (MatchRecord.NikFieldNumber << FieldReader.WireTypeBits) | FieldReader.Bytes;
    private const int NameTag = (MatchRecord.NameFieldNumber << FieldReader.WireTypeBits) | FieldReader.Bytes;
    private const int FamilyNumberTag = (MatchRecord.FamilyNumberFieldNumber << FieldReader.WireTypeBits) | FieldReader.Bytes;
    private const int BirthDateTag = (MatchRecord.BirthDateFieldNumber << FieldReader.WireTypeBits) | FieldReader.Bytes;
    private const int SexTag = (MatchRecord.SexFieldNumber << FieldReader.WireTypeBits) | FieldReader.Number;
    private const int WilayahTag = (MatchRecord.WilayahCodeFieldNumber << FieldReader.WireTypeBits) | FieldReader.Bytes;
    private const int CodeSystemTag = (MatchRecord.WilayahCodeSystemFieldNumber << FieldReader.WireTypeBits) | FieldReader.Number;
    private const int BirthPlaceTag = (MatchRecord.BirthPlaceFieldNumber << FieldReader.WireTypeBits) | FieldReader.Bytes;
    private const int MaritalStatusTag = (MatchRecord.MaritalStatusFieldNumber << FieldReader.WireTypeBits) | FieldReader.Bytes;
    private const int OccupationTag = (MatchRecord.OccupationFieldNumber << FieldReader.WireTypeBits) | FieldReader.Bytes;
    private const int MotherNameTag = (MatchRecord.MotherNameFieldNumber << FieldReader.WireTypeBits) | FieldReader.Bytes;
    private const int AddressTag = (MatchRecord.AddressFieldNumber << FieldReader.WireTypeBits) | FieldReader.Bytes;
    private const int YearTag = (Date.YearFieldNumber << FieldReader.WireTypeBits) | FieldReader.Number;
    private const int MonthTag = (Date.MonthFieldNumber << FieldReader.WireTypeBits) | FieldReader.Number;
    private const int DayTag = (Date.DayFieldNumber << FieldReader.WireTypeBits) | FieldReader.Number;

    private GivenRecord _given;

    /// <summary>What was given, but for what is not what it should be.</summary>
    [UnscopedRef]
    public readonly ref readonly GivenRecord Given => ref _given;

    /// <summary>What was given as a NIK and is none; null where it is one.</summary>
    public string? WrongNik { get; private set; }

    /// <summary>Whether what was given as a nomor KK is none.</summary>
    public bool HasWrongFamilyNumber { get; private set; }

    /// <summary>Whether what was given as a date of birth is no day.</summary>
    public bool HasWrongBirthDate { get; private set; }

    /// <summary>Whether what was given as a sex is the code of none.</summary>
    public bool HasWrongSex { get; private set; }

    /// <summary>Whether what was given as a wilayah is none.</summary>
    public bool HasWrongWilayah { get; private set; }

    /// <summary>Which fields were given that are not held here.</summary>
    public FieldsNotHeld NotHeld { get; private set; }

    /// <summary>Whether neither a NIK was given nor anything in its place.</summary>
    public readonly bool IsWithoutNik => WrongNik is { Length: 0 };

    /// <summary>Reads a record.</summary>
    public static RecordForm Of(MatchRecord record)
    {
        var given = new GivenRecord(
            Nik.TryParse(record.Nik, out var nik) ? nik : null,
            GivenName.Of(record.Name),
            FamilyNumber.TryParse(record.FamilyNumber, out var number) ? number : null,
            record.BirthDate.TryToDay(out var day) ? day : null,
            SexOf(record.Sex),
            WilayahOf(record.WilayahCode, record.WilayahCodeSystem));
        return new RecordForm
        {
            _given = given,
            WrongNik = given.Nik is null ? record.Nik : null,
            HasWrongFamilyNumber = given.FamilyNumber is null && record.FamilyNumber.Length > 0,
            HasWrongBirthDate = given.BirthDate is null && record.BirthDate is not null,
            HasWrongSex = IsWrongSex(record.Sex),
            HasWrongWilayah = given.Wilayah is null && record.WilayahCode.Length > 0,
            NotHeld = (record.BirthPlace.Length > 0 ? FieldsNotHeld.BirthPlace : 0)
                | (record.MaritalStatus.Length > 0 ? FieldsNotHeld.MaritalStatus : 0)
                | (record.Occupation.Length > 0 ? FieldsNotHeld.Occupation : 0)
                | (record.MotherName.Length > 0 ? FieldsNotHeld.MotherName : 0)
                | (record.Address.Length > 0 ? FieldsNotHeld.Address : 0),
        };
    }

    /// <summary>Reads a record that is encoded in the usual form; false where its form is another.</summary>
    /// <param name="encoded">The record.</param>
    /// <param name="texts">Takes its name.</param>
    /// <param name="form">What it holds.</param>
    public static bool TryRead(ReadOnlySpan<byte> encoded, PageTexts texts, out RecordForm form)
    {
        form = default;
        ReadOnlySpan<byte> nikText = default, name = default, familyNumber = default, date = default, wilayah = default, other = default;
        var (sex, system) = (0UL, 0UL);
        var (hasBirthDate, notHeld) = (false, default(FieldsNotHeld));
        var fields = new FieldReader(encoded);
        while (!fields.IsAtEnd)
        {
            // Of a field that comes twice the last counts; two dates would be joined.
            switch (fields.ReadTag())
            {
                case NikTag when fields.TryReadText(out nikText):
                case NameTag when fields.TryReadText(out name):
                case FamilyNumberTag when fields.TryReadText(out familyNumber):
                case SexTag when fields.TryReadNumber(out sex):
                case WilayahTag when fields.TryReadText(out wilayah):
                case CodeSystemTag when fields.TryReadNumber(out system):
                    break;
                case BirthDateTag when !hasBirthDate && fields.TryReadBytes(out date):
                    hasBirthDate = true;
                    break;
                case BirthPlaceTag when fields.TryReadText(out other):
                    notHeld = With(notHeld, FieldsNotHeld.BirthPlace, other);
                    break;
                case MaritalStatusTag when fields.TryReadText(out other):
                    notHeld = With(notHeld, FieldsNotHeld.MaritalStatus, other);
                    break;
                case OccupationTag when fields.TryReadText(out other):
                    notHeld = With(notHeld, FieldsNotHeld.Occupation, other);
                    break;
                case MotherNameTag when fields.TryReadText(out other):
                    notHeld = With(notHeld, FieldsNotHeld.MotherName, other);
                    break;
                case AddressTag when fields.TryReadText(out other):
                    notHeld = With(notHeld, FieldsNotHeld.Address, other);
                    break;
                default:
                    return false;
            }
        }

        if (!TryReadDay(date, out var day))
        {
            return false;
        }

        // Where it is to be, value by value: a form is too large to be made elsewhere and copied for each record.
        ref var given = ref form._given;
        if (Nik.TryParse(nikText, out var nik))
        {
            given.Nik = nik;
        }
        else
        {
            form.WrongNik = Encoding.UTF8.GetString(nikText);
        }

        given.Name = new GivenName(texts.Bytes, texts.Add(name), name.Length);
        if (FamilyNumber.TryParse(familyNumber, out var number))
        {
            given.FamilyNumber = number;
        }
        else
        {
            form.HasWrongFamilyNumber = familyNumber.Length > 0;
        }

        given.BirthDate = day;
        form.HasWrongBirthDate = day is null && hasBirthDate;
        given.Sex = SexOf((uint)sex);
        form.HasWrongSex = IsWrongSex((uint)sex);
        if (!wilayah.IsEmpty)
        {
            given.Wilayah = WilayahOf(Encoding.UTF8.GetString(wilayah), (WilayahCodeSystem)system);
            form.HasWrongWilayah = given.Wilayah is null;
        }

        form.NotHeld = notHeld;
        return true;
    }

    // A record would print the name.
    public override readonly string ToString() => "a record";

    private static FieldsNotHeld With(FieldsNotHeld fields, FieldsNotHeld field, ReadOnlySpan<byte> given) =>
        given.IsEmpty ? fields & ~field : fields | field;

    // Before the code is cut to the width of its type, which would make a sex of 257.
    private static bool IsWrongSex(uint code) => code > (uint)Sex.Female;

    private static Sex SexOf(uint code) => IsWrongSex(code) ? Sex.Unknown : (Sex)code;

    private static WilayahCode? WilayahOf(string code, WilayahCodeSystem system) =>
        system == WilayahCodeSystem.Kemendagri && WilayahCode.TryParse(code, out var wilayah) ? wilayah : null;

    private static bool TryReadDay(ReadOnlySpan<byte> encoded, out DateOnly? day)
    {
        day = null;
        var (year, month, dayOfMonth) = (0UL, 0UL, 0UL);
        var fields = new FieldReader(encoded);
        while (!fields.IsAtEnd)
        {
            switch (fields.ReadTag())
            {
                case YearTag when fields.TryReadNumber(out year):
                case MonthTag when fields.TryReadNumber(out month):
                case DayTag when fields.TryReadNumber(out dayOfMonth):
                    break;
                default:
                    return false;
            }
        }

        day = CalendarDates.TryToDay((int)year, (int)month, (int)dayOfMonth, out var there) ? there : null;
        return true;
    }
}
