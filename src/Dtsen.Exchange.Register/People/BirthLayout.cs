using System.Buffers.Binary;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Register.Tables;

namespace Dtsen.Exchange.Register.People;

/// <summary>
/// Rows of the birth table: people whom the digits of their NIK do not lead to, because they live in another kabupaten than the one in
/// which they were first registered, or were born on another day than it says. The README has the picture.
/// </summary>
internal static class BirthLayout
{
    private const int RowBits = 34;
    private const int DayBits = 16;

    /// <summary>Kabupaten of domicile, date of birth and row in the People table, all in the key.</summary>
    public static readonly TableSchema Births = new("births", 1, sizeof(ulong));

    /// <summary>The key of a person.</summary>
    /// <param name="kabupaten">Kabupaten or kota of domicile, four digits.</param>
    /// <param name="day">Date of birth, as <see cref="DayOf"/> has it.</param>
    /// <param name="row">Row in the People table.</param>
    public static ulong Key(ulong kabupaten, int day, long row) =>
        (kabupaten << (RowBits + DayBits)) | ((ulong)day << RowBits) | (ulong)row;

    /// <summary>The row in the People table.</summary>
    public static long RowOf(ulong key) => (long)(key & ((1ul << RowBits) - 1));

    /// <summary>A day as rows hold it; of a day that no row can hold, what none has.</summary>
    public static int DayOf(DateOnly day) =>
        day >= PersonLayout.FirstBirthDate && day <= PersonLayout.LastBirthDate
            ? day.DayNumber - PersonLayout.FirstBirthDate.DayNumber
            : -1;

    /// <summary>Whether the birth table has a person.</summary>
    /// <param name="person">Row of the People table.</param>
    /// <param name="at">Where it stands there.</param>
    /// <param name="key">The key that the person has in it.</param>
    public static bool Has(ReadOnlySpan<byte> person, long at, out ulong key)
    {
        var kabupaten = WilayahCode.KabupatenOf(PersonLayout.Desa(person));
        int day = BinaryPrimitives.ReadUInt16LittleEndian(person[PersonLayout.BirthDateAt..]);
        key = Key(kabupaten, day, at);
        return !Nik.TryFrom(BinaryPrimitives.ReadUInt64LittleEndian(person), out var nik)
            || (ulong)nik.KabupatenCode != kabupaten
            || !nik.SaysBirthDate(PersonLayout.FirstBirthDate.AddDays(day));
    }
}
