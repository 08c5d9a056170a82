using Dtsen.Exchange.Register.People;

namespace Dtsen.Exchange.Benchmarks.Register;

/// <summary>What a lookup of desil reads of a row.</summary>
internal static class Facts
{
    /// <summary>Bytes of a row behind its key.</summary>
    public const int Length = PersonLayout.RowSize - sizeof(ulong);

    /// <summary>Reads them.</summary>
    public static ulong Of(in PersonRow row) => row.FamilyNumber + row.Desa + row.Desil.Pack() + (ulong)row.Status;
}
