using Dtsen.Exchange.Register.Files;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>The Tables of a release, and what was counted while they were written.</summary>
/// <param name="Files">The files.</param>
/// <param name="People">People in them.</param>
/// <param name="FamiliesByDesil">Families by desil nasional; index 0 is belum ada desil.</param>
internal sealed record WrittenTables(IReadOnlyList<FileDigest> Files, long People, IReadOnlyList<long> FamiliesByDesil);
