namespace Dtsen.Exchange.Client.Releases;

/// <summary>The families of one kabupaten, from wherever they lie.</summary>
/// <param name="KodeKabupatenKota">Kemendagri code, 4 digits.</param>
/// <param name="Families">
/// Begins a pass over all its families, from the first, in rising order of nomor KK, each the canonical wire form of
/// <c>dtsen.type.v1.Family</c>. Every pass gives the same; each family need be good only until the next is asked for. Passes over several
/// kabupaten run side by side.
/// </param>
public sealed record KabupatenSource(string KodeKabupatenKota, Func<IEnumerable<ReadOnlyMemory<byte>>> Families);
