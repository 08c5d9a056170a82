using Dtsen.Exchange.Domain;

namespace Dtsen.Exchange.Register.Tests.Current;

/// <summary>Numbers of small releases.</summary>
internal static class Numbers
{
    public const ulong Desa = 3204052001;

    public static Nik Nik(ulong number) => Domain.Nik.TryFrom(number, out var nik) ? nik : throw new ArgumentException("No NIK.");

    public static FamilyNumber Family(ulong number) =>
        FamilyNumber.TryFrom(number, out var family) ? family : throw new ArgumentException("No nomor KK.");

    /// <summary>The NIK of somebody, from 1.</summary>
    public static ulong Person(int index) => 3204050101800000 + (ulong)index;

    /// <summary>The nomor KK of a family, from 1.</summary>
    public static ulong Kk(int index) => 3204050101200000 + (ulong)index;

    public static DesilSet Ranked(int desil) => Domain.Desil.TryFrom(desil, out var value)
        ? new DesilSet(value, value, value, DesilBasis.Ranked)
        : new DesilSet(null, null, null, DesilBasis.None);
}
