using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain.Wilayahs;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>
/// Finds what is wrong with a family, taken by itself. Of several faults it tells the one whose reason has the lowest number, and of those
/// the first in the order of fields and members. For one thread at a time.
/// </summary>
internal sealed class FamilyJudge
{
    /// <summary>Members of a family, at most.</summary>
    public const int MaximumMembers = 100;

    private readonly SealingRules _rules;
    private readonly CanonicalForm _form = new();
    private readonly NumberRule _numbers;
    private readonly CodedFields<Family> _familyCodes;
    private readonly CodedFields<Member> _memberCodes;
    private readonly CodedFields<Pendidikan> _schoolingCodes;
    private readonly CodedFields<Disabilitas> _disabilityCodes;
    private DomicileRule? _domicile;
    private WilayahCode _kabupaten;

    public FamilyJudge(SealingRules rules)
    {
        _rules = rules;
        _numbers = new NumberRule(rules.Wilayah);
        _familyCodes = new(Family.Descriptor, rules.Catalogue);
        _memberCodes = new(Member.Descriptor, rules.Catalogue);
        _schoolingCodes = new(Pendidikan.Descriptor, rules.Catalogue, "pendidikan");
        _disabilityCodes = new(Disabilitas.Descriptor, rules.Catalogue, "penyandang_disabilitas");
    }

    /// <summary>Judges a family.</summary>
    /// <param name="kabupaten">Kabupaten or kota under which it was sent.</param>
    /// <param name="bytes">Its wire form.</param>
    /// <param name="family">The family, where it has no fault.</param>
    /// <returns>Its fault, or null.</returns>
    public FamilyFault? Judge(WilayahCode kabupaten, ReadOnlySpan<byte> bytes, out Family? family)
    {
        family = _form.Parse(bytes);
        if (family is null)
        {
            return new FamilyFault(SetAsideReason.NotCanonical, "");
        }

        if (FaultOf(family, DomicileIn(kabupaten)) is { } fault)
        {
            family = null;
            return fault;
        }

        return null;
    }

    private FamilyFault? FaultOf(Family family, DomicileRule domicile)
    {
        if (!_numbers.IsFamilyNumber(family.NomorKartuKeluarga))
        {
            return new FamilyFault(SetAsideReason.FamilyNumberInvalid, "nomor_kartu_keluarga");
        }

        return NikFault(family)
            ?? Fault(SetAsideReason.WilayahInvalid, domicile.FirstWrong(family))
            ?? Fault(SetAsideReason.DesilInvalid, DesilRule.FirstWrong(family))
            ?? Fault(SetAsideReason.CodeUnknown, _familyCodes.FirstUnknown(family))
            ?? CodeFault(family)
            ?? Fault(SetAsideReason.MembersInvalid, family.Members.Count is >= 1 and <= MaximumMembers ? null : "members")
            ?? NameFault(family)
            ?? BirthDateFault(family)
            ?? StatusFault(family);
    }

    private FamilyFault? NikFault(Family family)
    {
        for (var i = 0; i < family.Members.Count; i++)
        {
            if (!_numbers.IsNik(family.Members[i].NomorIndukKependudukan))
            {
                return OfMember(SetAsideReason.NikInvalid, i, "nomor_induk_kependudukan");
            }
        }

        return null;
    }

    private FamilyFault? CodeFault(Family family)
    {
        for (var i = 0; i < family.Members.Count; i++)
        {
            var member = family.Members[i];
            if (_memberCodes.FirstUnknown(member) is { } field)
            {
                return OfMember(SetAsideReason.CodeUnknown, i, field);
            }

            if (member.Pendidikan is not null && _schoolingCodes.FirstUnknown(member.Pendidikan) is { } schooling)
            {
                return OfMember(SetAsideReason.CodeUnknown, i, "pendidikan." + schooling);
            }

            if (member.PenyandangDisabilitas is not null && _disabilityCodes.FirstUnknown(member.PenyandangDisabilitas) is { } disability)
            {
                return OfMember(SetAsideReason.CodeUnknown, i, "penyandang_disabilitas." + disability);
            }
        }

        return null;
    }

    // The name of the head may be left out, since the head is a member; where it stands it is a name like others.
    private static FamilyFault? NameFault(Family family)
    {
        if (family.NamaKepalaKeluarga.Length > 0 && !MemberRules.IsName(family.NamaKepalaKeluarga))
        {
            return new FamilyFault(SetAsideReason.NameInvalid, "nama_kepala_keluarga");
        }

        for (var i = 0; i < family.Members.Count; i++)
        {
            if (!MemberRules.IsName(family.Members[i].Nama))
            {
                return OfMember(SetAsideReason.NameInvalid, i, "nama");
            }
        }

        return null;
    }

    private FamilyFault? BirthDateFault(Family family)
    {
        for (var i = 0; i < family.Members.Count; i++)
        {
            if (!MemberRules.IsBirthDate(family.Members[i].TanggalLahir, _rules.UploadDay))
            {
                return OfMember(SetAsideReason.BirthDateInvalid, i, "tanggal_lahir");
            }
        }

        return null;
    }

    private static FamilyFault? StatusFault(Family family)
    {
        for (var i = 0; i < family.Members.Count; i++)
        {
            if (!MemberRules.IsStatus(family.Members[i].StatusNik))
            {
                return OfMember(SetAsideReason.NikStatusMissing, i, "status_nik");
            }
        }

        return null;
    }

    private DomicileRule DomicileIn(WilayahCode kabupaten)
    {
        if (_domicile is null || kabupaten != _kabupaten)
        {
            (_kabupaten, _domicile) = (kabupaten, new DomicileRule(_rules.Wilayah, kabupaten));
        }

        return _domicile;
    }

    private static FamilyFault? Fault(SetAsideReason reason, string? field) => field is null ? null : new FamilyFault(reason, field);

    private static FamilyFault OfMember(SetAsideReason reason, int index, string field) => new(reason, $"members[{index}].{field}");
}
