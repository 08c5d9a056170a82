namespace Dtsen.Exchange.Client.Releases;

/// <summary>
/// The families that a base and an amendment make together: by kabupaten and nomor KK one that was sent takes the place of the base's, and
/// one of its number alone removes it.
/// </summary>
public static class AmendedSources
{
    // Field 1, 16 bytes long: a nomor KK, with which the canonical form of a family begins.
    private const int NumberEnd = 18;

    /// <summary>Merges two sets of sources; neither is read before the result is.</summary>
    /// <param name="sources">Families of the base.</param>
    /// <param name="changes">What an amendment sends.</param>
    public static IReadOnlyList<KabupatenSource> Merge(IReadOnlyList<KabupatenSource> sources, IReadOnlyList<KabupatenSource> changes)
    {
        var before = sources.ToDictionary(source => source.KodeKabupatenKota, StringComparer.Ordinal);
        var sent = changes.ToDictionary(source => source.KodeKabupatenKota, StringComparer.Ordinal);
        return
        [
            .. before.Keys.Union(sent.Keys).Order(StringComparer.Ordinal).Select(code => new KabupatenSource(
                code, () => Merge(FamiliesOf(before, code), FamiliesOf(sent, code)))),
        ];
    }

    /// <summary>A source without some of its rows, such as those that sealing set aside.</summary>
    /// <param name="source">The source.</param>
    /// <param name="rows">Rows from 0.</param>
    public static KabupatenSource Without(KabupatenSource source, IReadOnlySet<long> rows)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(rows);
        return rows.Count == 0 ? source : source with { Families = () => source.Families().Where((_, row) => !rows.Contains(row)) };
    }

    private static IEnumerable<ReadOnlyMemory<byte>> FamiliesOf(Dictionary<string, KabupatenSource> sources, string code) =>
        sources.TryGetValue(code, out var source) ? source.Families() : [];

    private static IEnumerable<ReadOnlyMemory<byte>> Merge(
        IEnumerable<ReadOnlyMemory<byte>> families, IEnumerable<ReadOnlyMemory<byte>> changes)
    {
        using var rest = families.GetEnumerator();
        var hasRest = rest.MoveNext();
        foreach (var change in changes)
        {
            for (; hasRest && Compare(rest.Current, change) < 0; hasRest = rest.MoveNext())
            {
                yield return rest.Current;
            }

            if (hasRest && Compare(rest.Current, change) == 0)
            {
                hasRest = rest.MoveNext();
            }

            if (change.Length > NumberEnd)
            {
                yield return change;
            }
        }

        for (; hasRest; hasRest = rest.MoveNext())
        {
            yield return rest.Current;
        }
    }

    private static int Compare(ReadOnlyMemory<byte> one, ReadOnlyMemory<byte> other) =>
        NumberOf(one).SequenceCompareTo(NumberOf(other));

    private static ReadOnlySpan<byte> NumberOf(ReadOnlyMemory<byte> family) => family.Span[..Math.Min(NumberEnd, family.Length)];
}
