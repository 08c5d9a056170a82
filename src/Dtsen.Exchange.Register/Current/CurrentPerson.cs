using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Names;
using Dtsen.Exchange.Register.People;

namespace Dtsen.Exchange.Register.Current;

/// <summary>
/// A person as they stand: the row of the release, with what was reported since. It points into the release and is not kept beyond the
/// reading that found it.
/// </summary>
public readonly ref struct CurrentPerson
{
    private readonly PersonRow _row;
    private readonly bool _isChanged;
    private readonly NikStatus _status;
    private readonly CurrentFamily _family;
    private readonly IdentityState _identity;

    /// <summary>Somebody of whom nothing was reported: what is not asked for is not read.</summary>
    internal CurrentPerson(PersonRow row) => _row = row;

    internal CurrentPerson(PersonRow row, CurrentFamily family, NikStatus status, IdentityState identity)
    {
        _row = row;
        _isChanged = true;
        _status = status;
        _family = family;
        _identity = identity;
    }

    /// <summary>Nomor KK as a number; 0 in a release without people.</summary>
    public ulong FamilyNumber => _isChanged ? _family.FamilyNumber : _row.FamilyNumber;

    /// <summary>Desa or kelurahan of domicile, Kemendagri code of ten digits.</summary>
    public ulong Desa => _isChanged ? _family.Desa : _row.Desa;

    /// <summary>Desil of the person: that of the family, or none, by how the person came to it.</summary>
    public DesilSet Desil => _isChanged ? _family.Desil : _row.Desil;

    /// <summary>Where the release has the family that was ranked.</summary>
    public FamilyOrigin Origin => _isChanged ? _family.Origin : new FamilyOrigin(_row.FamilyNumber, _row.Desa);

    /// <summary>State of the NIK.</summary>
    public NikStatus Status => _isChanged ? _status : _row.Status;

    /// <summary>Date of birth.</summary>
    public DateOnly BirthDate => _identity.HasBirthDate ? _identity.BirthDate : _row.BirthDate;

    /// <summary>Sex.</summary>
    public Sex Sex => _identity.Sex != Sex.Unknown ? _identity.Sex : _row.Sex;

    /// <summary>
    /// Compares the registered name with another. Equal names take less time than others: how often somebody can try
    /// is limited by the quotas of misses and tries, not here.
    /// </summary>
    public NameMatch CompareName(ReadOnlySpan<char> name) =>
        _identity.Name is { } registered ? NameComparison.Compare(registered, name) : _row.CompareName(name);

    /// <inheritdoc cref="CompareName(ReadOnlySpan{char})"/>
    public NameMatch CompareName(ReadOnlySpan<byte> utf8Name) =>
        _identity.Name is { } registered ? NameComparison.Compare(registered, utf8Name) : _row.CompareName(utf8Name);
}
