using Dtsen.Exchange.Contracts.Release.V1;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>What checking an upload came to. It is kept beside the release's files, so that asking again costs nothing.</summary>
/// <param name="Manifest">Wire form of <see cref="ReleaseManifest"/>: exactly these bytes are signed.</param>
/// <param name="SetAside">
/// The first families set aside, in order of kabupaten and row, at most <see cref="MaxListed"/>; the manifest counts all, and
/// <see cref="ReleaseFolder.ReadSetAside"/> reads them.
/// </param>
/// <param name="FamiliesByDesil">Families by desil nasional; index 0 is belum ada desil.</param>
public sealed record CheckedRelease(
    ReadOnlyMemory<byte> Manifest, IReadOnlyList<SetAsideFamily> SetAside, IReadOnlyList<long> FamiliesByDesil)
{
    /// <summary>Families that <see cref="SetAside"/> lists at most.</summary>
    public const int MaxListed = 10_000;
}
