using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Server.Releases;

namespace Dtsen.Exchange.Server.Desil;

/// <summary>What answers the queries of one call or one page: a release kept whole, under a lease, or a retired one.</summary>
internal readonly struct DesilReading : IDisposable
{
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

    /// <summary>Begins to bring a person from memory, so that answering a query later waits less; of no NIK, nobody.</summary>
    public void Prefetch(Nik nik)
    {
        if (_past is null && nik != default)
        {
            _lookup.Prefetch(nik);
        }
    }

    /// <summary>Answers one query.</summary>
    public DesilContent Answer(in Lookup lookup) => _past is null ? _lookup.Answer(lookup) : _past.Answer(_retired!, lookup);

    public void Dispose() => _lease?.Dispose();
}
