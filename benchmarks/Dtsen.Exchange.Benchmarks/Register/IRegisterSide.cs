using Dtsen.Exchange.Domain;

namespace Dtsen.Exchange.Benchmarks.Register;

/// <summary>Something that holds the rows of a People table and finds one by its NIK, in this process.</summary>
internal interface IRegisterSide : IDisposable
{
    string Name { get; }

    /// <summary>What it is and how large its files are.</summary>
    string Describe();

    /// <summary>Copies the row of a NIK, without the NIK.</summary>
    /// <returns>Whether there is one.</returns>
    bool TryCopy(Nik nik, Span<byte> row);

    /// <summary>
    /// Looks one after the other up, and reads of each row what a lookup of desil reads: nomor KK, desa, desil and status.
    /// </summary>
    /// <returns>A sum of what was read, so that nothing is left out.</returns>
    ulong Look(ReadOnlySpan<Nik> niks);
}
