using Dtsen.Exchange.Domain;

namespace Dtsen.Exchange.Register.People;

/// <summary>A person as the People table has them.</summary>
public readonly ref struct PersonRow
{
    /// <summary>Nomor KK as a number; 0 in a table without people.</summary>
    public ulong FamilyNumber => throw new NotImplementedException();

    /// <summary>Desa or kelurahan of domicile, Kemendagri code of ten digits.</summary>
    public ulong Desa => throw new NotImplementedException();

    /// <summary>State of the NIK.</summary>
    public NikStatus Status => throw new NotImplementedException();

    /// <summary>Desil of the family.</summary>
    public DesilSet Desil => throw new NotImplementedException();

    /// <summary>Date of birth, as BPS sent it.</summary>
    public DateOnly BirthDate => throw new NotImplementedException();

    /// <summary>Sex, as BPS sent it.</summary>
    public Sex Sex => throw new NotImplementedException();

    /// <summary>Whether the registered name, folded, is this one.</summary>
    /// <param name="folded">A name as <see cref="FoldedName"/> folds it, in UTF-8.</param>
    public bool NameEquals(ReadOnlySpan<byte> folded) => throw new NotImplementedException();
}
