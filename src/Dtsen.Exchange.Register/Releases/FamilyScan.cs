using System.Text;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Register.Families;
using Dtsen.Exchange.Register.People;
using Google.Type;
using DesilBasis = Dtsen.Exchange.Contracts.Type.V1.DesilBasis;
using NikStatus = Dtsen.Exchange.Contracts.Type.V1.NikStatus;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>
/// Sees of nearly every family that nothing is wrong with it, and what its rows say, in a tenth of the time that parsing and judging it
/// takes. It passes no family in which <see cref="FamilyJudge"/> finds a fault; that one explains, this one is asked a hundred million
/// times. For one thread at a time; it holds what it saw last.
/// </summary>
internal sealed class FamilyScan
{
    private readonly SealingRules _rules;
    private readonly NumberRule _numbers;
    private readonly WireShape _shape;
    private readonly SeenPerson[] _members = new SeenPerson[FamilyJudge.MaximumMembers];
    private readonly byte[] _names = new byte[FamilyJudge.MaximumMembers * PersonLayout.MaximumNameBytes];
    private readonly byte[] _provinsi = new byte[2];
    private readonly byte[] _kabupatenCode = new byte[4];
    private WilayahCode _kabupaten;
    private int _namesLength;
    private int _living;

    public FamilyScan(SealingRules rules)
    {
        _rules = rules;
        _numbers = new NumberRule(rules.Wilayah);
        _shape = WireShape.Of(Family.Descriptor, rules.Catalogue);
    }

    /// <summary>Nomor KK.</summary>
    public FamilyNumber Number { get; private set; }

    /// <summary>What its row says.</summary>
    public FamilyRow Row { get; private set; }

    /// <summary>Its members.</summary>
    public int MemberCount { get; private set; }

    /// <summary>A member, with the folded name.</summary>
    public Nik Member(int at, out Person person, out ReadOnlySpan<byte> name)
    {
        ref readonly var member = ref _members[at];
        person = new Person(Row.Desa, member.Status, member.Sex, member.BirthDate);
        name = _names.AsSpan(member.NameAt, member.NameLength);
        return member.Nik;
    }

    /// <summary>Looks at a family.</summary>
    /// <param name="kabupaten">Kabupaten or kota under which it was sent.</param>
    /// <param name="bytes">Its wire form.</param>
    /// <returns>True where it certainly has no fault by itself.</returns>
    public bool Passes(WilayahCode kabupaten, ReadOnlySpan<byte> bytes)
    {
        Enter(kabupaten);
        MemberCount = _namesLength = _living = 0;
        var (isKemendagri, isProvinsi, isKabupaten, hasNumber) = (false, false, false, false);
        var (kecamatan, desa) = (0ul, 0ul);
        var (nasional, provinsi, kabupatenKota, basis) = (0u, 0u, 0u, DesilBasis.Unspecified);
        var walk = new WireWalk(_shape, bytes);
        while (walk.MoveNext())
        {
            switch ((int)walk.Number)
            {
                case Family.NomorKartuKeluargaFieldNumber:
                    hasNumber = TryReadDigits(walk.Bytes, 16, out var digits)
                        & FamilyNumber.TryFrom(digits, out var number) && _numbers.Passes(number);
                    Number = number;
                    break;
                case Family.WilayahCodeSystemFieldNumber:
                    isKemendagri = walk.Value == (uint)WilayahCodeSystem.Kemendagri;
                    break;
                case Family.KodeProvinsiFieldNumber:
                    isProvinsi = walk.Bytes.SequenceEqual(_provinsi);
                    break;
                case Family.KodeKabupatenKotaFieldNumber:
                    isKabupaten = walk.Bytes.SequenceEqual(_kabupatenCode);
                    break;
                case Family.KodeKecamatanFieldNumber:
                    _ = TryReadDigits(walk.Bytes, 6, out kecamatan);
                    break;
                case Family.KodeKelurahanDesaFieldNumber:
                    _ = TryReadDigits(walk.Bytes, 10, out desa);
                    break;
                case Family.NamaKepalaKeluargaFieldNumber:
                    if (!TryFold(walk.Bytes, out _))
                    {
                        return false;
                    }

                    break;
                case Family.DesilNasionalFieldNumber:
                    nasional = walk.Value;
                    break;
                case Family.DesilProvinsiFieldNumber:
                    provinsi = walk.Value;
                    break;
                case Family.DesilKabupatenKotaFieldNumber:
                    kabupatenKota = walk.Value;
                    break;
                case Family.DesilBasisFieldNumber:
                    basis = (DesilBasis)walk.Value;
                    break;
                case Family.MembersFieldNumber:
                    if (MemberCount == _members.Length || !PassesMember(walk.Inner!, walk.Bytes, ref _members[MemberCount++]))
                    {
                        return false;
                    }

                    break;
                default:
                    if (walk.Inner is { } inner && !WireWalk.IsCanonical(inner, walk.Bytes))
                    {
                        return false;
                    }

                    break;
            }
        }

        if (walk.IsUncertain || !hasNumber || !isKemendagri || !isProvinsi || !isKabupaten || MemberCount == 0
            || !WilayahCode.TryFromDesa(desa, out var code) || !kabupaten.Contains(code) || code.Parent!.Value.Number != kecamatan
            || !_rules.Wilayah.Contains(code) || DesilRule.FirstWrong(nasional, provinsi, kabupatenKota, basis) is not null)
        {
            return false;
        }

        Row = new FamilyRow(desa, DesilRule.Of(nasional, provinsi, kabupatenKota, basis), _living);
        return true;
    }

    private bool PassesMember(WireShape shape, ReadOnlySpan<byte> bytes, ref SeenPerson member)
    {
        var (hasNik, hasName, hasBirthDate, status) = (false, false, false, NikStatus.Unspecified);
        member = default;
        var walk = new WireWalk(shape, bytes);
        while (walk.MoveNext())
        {
            switch ((int)walk.Number)
            {
                case Contracts.Type.V1.Member.NomorIndukKependudukanFieldNumber:
                    hasNik = TryReadDigits(walk.Bytes, 16, out var digits)
                        && Nik.TryFrom(digits, out member.Nik) && _numbers.Passes(member.Nik);
                    break;
                case Contracts.Type.V1.Member.NamaFieldNumber:
                    hasName = TryFold(walk.Bytes, out member.NameLength);
                    member.NameAt = _namesLength;
                    _namesLength += member.NameLength;
                    break;
                case Contracts.Type.V1.Member.TanggalLahirFieldNumber:
                    hasBirthDate = TryReadDate(walk.Inner!, walk.Bytes, out member.BirthDate)
                        && MemberRules.IsBirthDate(member.BirthDate, _rules.UploadDay);
                    break;
                case Contracts.Type.V1.Member.JenisKelaminFieldNumber:
                    member.Sex = (Sex)walk.Value;
                    break;
                case Contracts.Type.V1.Member.StatusNikFieldNumber:
                    status = (NikStatus)walk.Value;
                    break;
                default:
                    if (walk.Inner is { } inner && !WireWalk.IsCanonical(inner, walk.Bytes))
                    {
                        return false;
                    }

                    break;
            }
        }

        member.Status = (Domain.NikStatus)status;
        _living += MemberRules.IsLiving(status) ? 1 : 0;
        return !walk.IsUncertain && hasNik && hasName && hasBirthDate && MemberRules.IsStatus(status);
    }

    private static bool TryReadDate(WireShape shape, ReadOnlySpan<byte> bytes, out DateOnly day)
    {
        var (year, month, dayOfMonth) = (0, 0, 0);
        var walk = new WireWalk(shape, bytes);
        while (walk.MoveNext())
        {
            switch ((int)walk.Number)
            {
                case Date.YearFieldNumber:
                    year = (int)walk.Value;
                    break;
                case Date.MonthFieldNumber:
                    month = (int)walk.Value;
                    break;
                default:
                    dayOfMonth = (int)walk.Value;
                    break;
            }
        }

        day = default;
        return !walk.IsUncertain && CalendarDates.TryToDay(year, month, dayOfMonth, out day);
    }

    // Folds a name behind those that stand there, as FoldedName does; whatever is not printable ASCII is left to that.
    private bool TryFold(ReadOnlySpan<byte> name, out int length)
    {
        var target = _names.AsSpan(_namesLength);
        length = 0;
        if (name.Length <= MemberRules.MaximumNameLength && !name.ContainsAnyExceptInRange((byte)' ', (byte)'~'))
        {
            var isBlankPending = false;
            foreach (var letter in name)
            {
                if (letter == ' ')
                {
                    isBlankPending = length > 0;
                    continue;
                }

                if (isBlankPending)
                {
                    target[length++] = (byte)' ';
                    isBlankPending = false;
                }

                target[length++] = letter is >= (byte)'a' and <= (byte)'z' ? (byte)(letter - 'a' + 'A') : letter;
            }
        }
        else
        {
            var text = Encoding.UTF8.GetString(name);
            length = MemberRules.IsName(text) ? Encoding.UTF8.GetBytes(FoldedName.Fold(text), target) : 0;
        }

        return length > 0;
    }

    private static bool TryReadDigits(ReadOnlySpan<byte> text, int count, out ulong number)
    {
        number = 0;
        if (text.Length != count)
        {
            return false;
        }

        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                number = 0;
                return false;
            }

            number = (number * 10) + (ulong)(digit - '0');
        }

        return true;
    }

    private void Enter(WilayahCode kabupaten)
    {
        if (_kabupaten != kabupaten)
        {
            _kabupaten = kabupaten;
            Encoding.ASCII.GetBytes(kabupaten.ToString(), _kabupatenCode);
            _kabupatenCode.AsSpan(0, _provinsi.Length).CopyTo(_provinsi);
        }
    }

    private struct SeenPerson
    {
        public Nik Nik;
        public Domain.NikStatus Status;
        public Sex Sex;
        public DateOnly BirthDate;
        public int NameAt;
        public int NameLength;
    }
}
