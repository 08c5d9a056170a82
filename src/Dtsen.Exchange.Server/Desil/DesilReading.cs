using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Server.Releases;

namespace Dtsen.Exchange.Server.Desil;

/// <summary>What answers the queries of one call or one page: a release kept whole, under a lease, or a retired one.</summary>
internal readonly struct DesilReading : IDisposable
{
    /// <summary>So many people are located at a time: their rows are on their way from memory together.</summary>
    public const int Ahead = 16;

    private readonly ReleaseLease? _lease;
    private readonly DesilLookup _lookup;
    private readonly PastLookup? _past;
    private readonly PublishedRelease? _retired;

    public DesilReading(ReleaseLease lease, DesilLookup lookup) => (_lease, _lookup) = (lease, lookup);

    public DesilReading(PastLookup past, PublishedRelease retired) => (_past, _retired) = (past, retired);

    /// <summary>Whether it can be asked by NIK alone: of a retired release no nomor KK is left.</summary>
    public bool ByNikAlone => _past is not null;

    /// <summary>Entry of the change log up to which events are read; 0 where none are.</summary>
    public long Seq => _lease?.Seq ?? 0;

    /// <summary>Finds where the people of some queries stand, and begins to bring them from memory.</summary>
    /// <param name="queries">At most <see cref="Ahead"/> queries.</param>
    /// <param name="places">Takes one for each.</param>
    public void Locate(ReadOnlySpan<QueryForm> queries, Span<long> places)
    {
        if (_past is not null)
        {
            return;
        }

        Span<Nik> niks = stackalloc Nik[Ahead];
        for (var at = 0; at < queries.Length; at++)
        {
            niks[at] = queries[at].Nik;
        }

        _lookup.Locate(niks[..queries.Length], places);
    }

    /// <summary>Answers one query.</summary>
    /// <param name="lookup">The query.</param>
    /// <param name="place">Where its person stands, as <see cref="Locate"/> gives it; null where that is still to be found.</param>
    public DesilContent Answer(in Lookup lookup, long? place = null) =>
        _past is null ? _lookup.Answer(lookup, place) : _past.Answer(_retired!, lookup);

    public void Dispose() => _lease?.Dispose();
}
