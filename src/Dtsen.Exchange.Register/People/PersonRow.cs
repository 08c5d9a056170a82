using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Names;
using Dtsen.Exchange.Register.Tables;

namespace Dtsen.Exchange.Register.People;

/// <summary>A person as the People table has them. It points into the table and is not kept beyond it.</summary>
public readonly ref struct PersonRow
{
    private static readonly byte[] Nobody = new byte[PersonLayout.RowSize];

    private readonly ReadOnlySpan<byte> _row;
    private readonly TableReader _longNames;

    internal PersonRow(ReadOnlySpan<byte> row, TableReader longNames)
    {
        _row = row.IsEmpty ? Nobody : row;
        _longNames = longNames;
    }

    /// <summary>The row of somebody whom the table does not hold: all zero.</summary>
    internal static PersonRow None => new([], null!);

    /// <summary>Whether it is nobody's.</summary>
    internal bool IsNone => FamilyNumber == 0;

    /// <summary>Nomor KK as a number; 0 in a table without people.</summary>
    public ulong FamilyNumber => BinaryPrimitives.ReadUInt64LittleEndian(_row[PersonLayout.FamilyNumberAt..]);

    /// <summary>Desa or kelurahan of domicile, Kemendagri code of ten digits.</summary>
    public ulong Desa => PersonLayout.Desa(_row);

    /// <summary>State of the NIK.</summary>
    public NikStatus Status => PersonLayout.Status(_row);

    /// <summary>Desil of the family.</summary>
    public DesilSet Desil => DesilSet.Unpack(BinaryPrimitives.ReadUInt16LittleEndian(_row[PersonLayout.DesilAt..]));

    /// <summary>Date of birth, as BPS sent it.</summary>
    public DateOnly BirthDate =>
        PersonLayout.FirstBirthDate.AddDays(BinaryPrimitives.ReadUInt16LittleEndian(_row[PersonLayout.BirthDateAt..]));

    /// <summary>Sex, as BPS sent it.</summary>
    public Sex Sex => PersonLayout.Sex(_row);

    /// <summary>
    /// Compares the registered name with another. Equal names take less time than others: how often somebody can try
    /// is limited by the quotas of misses and tries, not here.
    /// </summary>
    public NameMatch CompareName(ReadOnlySpan<char> name)
    {
        var length = _row[PersonLayout.NameLengthAt];
        return length == PersonLayout.IsLong
            ? CompareLongName(name)
            : NameComparison.Compare(_row.Slice(PersonLayout.NameAt, length), name);
    }

    /// <inheritdoc cref="CompareName(ReadOnlySpan{char})"/>
    public NameMatch CompareName(ReadOnlySpan<byte> utf8Name)
    {
        var length = _row[PersonLayout.NameLengthAt];
        return length == PersonLayout.IsLong
            ? CompareLongName(utf8Name)
            : NameComparison.Compare(_row.Slice(PersonLayout.NameAt, length), utf8Name);
    }

    /// <summary>Whether the registered name, folded, is this one.</summary>
    /// <param name="folded">A name as <see cref="FoldedName"/> folds it, in UTF-8.</param>
    public bool NameEquals(ReadOnlySpan<byte> folded)
    {
        var length = _row[PersonLayout.NameLengthAt];
        return length == PersonLayout.IsLong
            ? LongNameEquals(folded)
            : folded.SequenceEqual(_row.Slice(PersonLayout.NameAt, length));
    }

    /// <summary>Copies a name for which the row has no room; of any other, nothing.</summary>
    internal int ReadLongName(Span<byte> name)
    {
        if (_row[PersonLayout.NameLengthAt] != PersonLayout.IsLong)
        {
            return 0;
        }

        int length = BinaryPrimitives.ReadUInt16LittleEndian(_row[PersonLayout.LongNameLengthAt..]);
        _row[PersonLayout.LongNameHeadAt..].CopyTo(name);
        long part = BinaryPrimitives.ReadUInt32LittleEndian(_row[PersonLayout.LongNameAt..]);
        for (var at = PersonLayout.LongNameHead; at < length; at += PersonLayout.LongNamePart, part++)
        {
            _longNames.Row(part).Slice(sizeof(ulong), Math.Min(length - at, PersonLayout.LongNamePart)).CopyTo(name[at..]);
        }

        return length;
    }

    // What is read of it was written before.
    [SkipLocalsInit]
    private NameMatch CompareLongName(ReadOnlySpan<char> name)
    {
        Span<byte> registered = stackalloc byte[PersonLayout.MaximumNameBytes];
        return NameComparison.Compare(registered[..ReadLongName(registered)], name);
    }

    [SkipLocalsInit]
    private NameMatch CompareLongName(ReadOnlySpan<byte> utf8Name)
    {
        Span<byte> registered = stackalloc byte[PersonLayout.MaximumNameBytes];
        return NameComparison.Compare(registered[..ReadLongName(registered)], utf8Name);
    }

    private bool LongNameEquals(ReadOnlySpan<byte> folded)
    {
        if (folded.Length != BinaryPrimitives.ReadUInt16LittleEndian(_row[PersonLayout.LongNameLengthAt..])
            || !folded.StartsWith(_row[PersonLayout.LongNameHeadAt..]))
        {
            return false;
        }

        long part = BinaryPrimitives.ReadUInt32LittleEndian(_row[PersonLayout.LongNameAt..]);
        for (var rest = folded[PersonLayout.LongNameHead..]; rest.Length > 0; part++)
        {
            var length = Math.Min(rest.Length, PersonLayout.LongNamePart);
            if (!_longNames.Row(part).Slice(sizeof(ulong), length).SequenceEqual(rest[..length]))
            {
                return false;
            }

            rest = rest[length..];
        }

        return true;
    }
}
