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
/// What a record holds, its numbers and its day read: one that is none has its default value. Whether it may be matched so,
/// <see cref="RecordRules"/> say.
/// </summary>
internal readonly record struct RecordForm
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

    /// <summary>NIK.</summary>
    public Nik Nik { get; private init; }

    /// <summary>What was given as a NIK and is none; null where it is one.</summary>
    public string? WrongNik { get; private init; }

    /// <summary>Name, as it was written; empty where none was given.</summary>
    public GivenName Name { get; private init; }

    /// <summary>Nomor KK.</summary>
    public FamilyNumber FamilyNumber { get; private init; }

    /// <summary>Whether a nomor KK was given.</summary>
    public bool HasFamilyNumber { get; private init; }

    /// <summary>Whether a date of birth was given.</summary>
    public bool HasBirthDate { get; private init; }

    /// <summary>Date of birth; null where what was given is no day.</summary>
    public DateOnly? BirthDate { get; private init; }

    /// <summary>Code of the sex, which need not be one that there is.</summary>
    public uint Sex { get; private init; }

    /// <summary>Whether a wilayah was given.</summary>
    public bool HasWilayah { get; private init; }

    /// <summary>Region of domicile, by its code in the system of Kemendagri.</summary>
    public WilayahCode Wilayah { get; private init; }

    /// <summary>Which fields were given that are not held here.</summary>
    public FieldsNotHeld NotHeld { get; private init; }

    /// <summary>Whether neither a NIK was given nor anything in its place.</summary>
    public bool IsWithoutNik => WrongNik is { Length: 0 };

    /// <summary>Reads a record.</summary>
    public static RecordForm Of(MatchRecord record) => new()
    {
        Nik = Nik.TryParse(record.Nik, out var nik) ? nik : default,
        WrongNik = nik == default ? record.Nik : null,
        Name = GivenName.Of(record.Name),
        FamilyNumber = FamilyNumber.TryParse(record.FamilyNumber, out var number) ? number : default,
        HasFamilyNumber = record.FamilyNumber.Length > 0,
        HasBirthDate = record.BirthDate is not null,
        BirthDate = record.BirthDate.TryToDay(out var day) ? day : null,
        Sex = record.Sex,
        HasWilayah = record.WilayahCode.Length > 0,
        Wilayah = WilayahOf(record.WilayahCode, record.WilayahCodeSystem),
        NotHeld = (record.BirthPlace.Length > 0 ? FieldsNotHeld.BirthPlace : 0)
            | (record.MaritalStatus.Length > 0 ? FieldsNotHeld.MaritalStatus : 0)
            | (record.Occupation.Length > 0 ? FieldsNotHeld.Occupation : 0)
            | (record.MotherName.Length > 0 ? FieldsNotHeld.MotherName : 0)
            | (record.Address.Length > 0 ? FieldsNotHeld.Address : 0),
    };

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

        form = new RecordForm
        {
            Nik = Nik.TryParse(nikText, out var nik) ? nik : default,
            WrongNik = nik == default ? Encoding.UTF8.GetString(nikText) : null,
            Name = new GivenName(texts.Bytes, texts.Add(name), name.Length),
            FamilyNumber = FamilyNumber.TryParse(familyNumber, out var number) ? number : default,
            HasFamilyNumber = familyNumber.Length > 0,
            HasBirthDate = hasBirthDate,
            BirthDate = day,
            Sex = (uint)sex,
            HasWilayah = wilayah.Length > 0,
            Wilayah = wilayah.IsEmpty ? default : WilayahOf(Encoding.UTF8.GetString(wilayah), (WilayahCodeSystem)system),
            NotHeld = notHeld,
        };
        return true;
    }

    // A record would print the name.
    public override string ToString() => "a record";

    private static FieldsNotHeld With(FieldsNotHeld fields, FieldsNotHeld field, ReadOnlySpan<byte> given) =>
        given.IsEmpty ? fields & ~field : fields | field;

    private static WilayahCode WilayahOf(string code, WilayahCodeSystem system) =>
        system == WilayahCodeSystem.Kemendagri && WilayahCode.TryParse(code, out var wilayah) ? wilayah : default;

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
