using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Register.People;

namespace Dtsen.Exchange.Register.Current;

/// <summary>
/// A person as they stand: the row of the release, with what was reported since. It points into the release and is not kept beyond the
/// reading that found it.
/// </summary>
public readonly ref struct CurrentPerson
{
    private readonly PersonRow _row;
    private readonly CurrentFamily _family;
    private readonly IdentityState _identity;

    internal CurrentPerson(PersonRow row)
    {
        _row = row;
        _family = new CurrentFamily(row.FamilyNumber, row.Desa, row.Desil, new FamilyOrigin(row.FamilyNumber, row.Desa), false);
        Status = row.Status;
    }

    internal CurrentPerson(PersonRow row, CurrentFamily family, NikStatus status, IdentityState identity)
    {
        _row = row;
        _family = family;
        _identity = identity;
        Status = status;
    }

    /// <summary>Nomor KK as a number; 0 in a release without people.</summary>
    public ulong FamilyNumber => _family.FamilyNumber;

    /// <summary>Desa or kelurahan of domicile, Kemendagri code of ten digits.</summary>
    public ulong Desa => _family.Desa;

    /// <summary>Desil of the person: that of the family, or none, by how the person came to it.</summary>
    public DesilSet Desil => _family.Desil;

    /// <summary>Where the release has the family that was ranked.</summary>
    public FamilyOrigin Origin => _family.Origin;

    /// <summary>State of the NIK.</summary>
    public NikStatus Status { get; }

    /// <summary>Date of birth.</summary>
    public DateOnly BirthDate => _identity.HasBirthDate ? _identity.BirthDate : _row.BirthDate;

    /// <summary>Sex.</summary>
    public Sex Sex => _identity.Sex != Sex.Unknown ? _identity.Sex : _row.Sex;

    /// <summary>Whether the registered name, folded, is this one.</summary>
    /// <param name="folded">A name as <see cref="FoldedName"/> folds it, in UTF-8.</param>
    public bool NameEquals(ReadOnlySpan<byte> folded) =>
        _identity.Name is { } name ? folded.SequenceEqual(name) : _row.NameEquals(folded);
}
