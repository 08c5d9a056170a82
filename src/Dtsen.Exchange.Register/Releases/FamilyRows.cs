using System.Text;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Register.Families;
using Dtsen.Exchange.Register.People;
using NikStatus = Dtsen.Exchange.Domain.NikStatus;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>The rows that a family without a fault has in the Tables. For one thread at a time.</summary>
internal sealed class FamilyRows
{
    private readonly byte[] _row = new byte[PersonLayout.RowSize + PersonLayout.MaximumNameBytes];

    /// <summary>Its row in the KK table. Valid until the next row is made.</summary>
    public ReadOnlySpan<byte> Family(Family family, out FamilyNumber number)
    {
        number = NumberOf(family);
        FamilyLayout.Write(_row, number, new FamilyRow(DomicileRule.DesaOf(family), DesilRule.Of(family), MemberRules.LivingIn(family)));
        return _row.AsSpan(0, FamilyLayout.RowSize);
    }

    /// <summary>
    /// A member's row in the People table; behind it the folded name, where the row has no room for it. Valid until the next row is made.
    /// </summary>
    public ReadOnlySpan<byte> Person(Family family, Member member, out Nik nik)
    {
        nik = Nik.TryParse(member.NomorIndukKependudukan, out var parsed) ? parsed : throw new FormatException("A member has no NIK.");
        Span<byte> name = stackalloc byte[PersonLayout.MaximumNameBytes];
        name = name[..Encoding.UTF8.GetBytes(FoldedName.Fold(member.Nama), name)];
        var person = new Person(
            DomicileRule.DesaOf(family), (NikStatus)member.StatusNik, (Sex)member.JenisKelamin, MemberRules.BirthDateOf(member));
        return Person(nik, NumberOf(family), DesilRule.Of(family), person, name);
    }

    /// <summary>The row in the KK table of a family that was looked at. Valid until the next row is made.</summary>
    public ReadOnlySpan<byte> Family(FamilyScan seen)
    {
        FamilyLayout.Write(_row, seen.Number, seen.Row);
        return _row.AsSpan(0, FamilyLayout.RowSize);
    }

    /// <summary>The row of a member of a family that was looked at, as <see cref="Person(Family, Member, out Nik)"/> makes it.</summary>
    public ReadOnlySpan<byte> Person(FamilyScan seen, int member, out Nik nik)
    {
        nik = seen.Member(member, out var person, out var name);
        return Person(nik, seen.Number, seen.Row.Desil, person, name);
    }

    private ReadOnlySpan<byte> Person(Nik nik, FamilyNumber number, DesilSet desil, Person person, scoped ReadOnlySpan<byte> name)
    {
        PersonLayout.Write(_row, nik, number, desil, person, name);
        if (name.Length <= PersonLayout.NameRoom)
        {
            return _row.AsSpan(0, PersonLayout.RowSize);
        }

        name.CopyTo(_row.AsSpan(PersonLayout.RowSize));
        return _row.AsSpan(0, PersonLayout.RowSize + name.Length);
    }

    private static FamilyNumber NumberOf(Family family) =>
        FamilyNumber.TryParse(family.NomorKartuKeluarga, out var number) ? number : throw new FormatException("A family has no nomor KK.");
}
