using Dtsen.Exchange.Contracts.Release.V1;

namespace Dtsen.Exchange.Client.Releases;

/// <summary>What is durable at the exchange, by its own word, across the connections of one upload.</summary>
internal sealed class UploadState
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, KabupatenPosition> _positions;
    private readonly HashSet<string> _restart;
    private readonly IProgress<UploadProgress>? _progress;

    public UploadState(IReadOnlyList<KabupatenSource> sources, IEnumerable<string> restart, IProgress<UploadProgress>? progress)
    {
        _positions = sources.ToDictionary(
            source => source.KodeKabupatenKota,
            source => new KabupatenPosition { KodeKabupatenKota = source.KodeKabupatenKota },
            StringComparer.Ordinal);
        _restart = restart.ToHashSet(StringComparer.Ordinal);
        _progress = progress;
        if (_restart.FirstOrDefault(code => !_positions.ContainsKey(code)) is { } unknown)
        {
            throw new ArgumentException($"{unknown} is to be sent again and is not among the sources.", nameof(restart));
        }
    }

    /// <summary>Rises with every acknowledgement that brought something.</summary>
    public long Steps { get; private set; }

    /// <summary>Families that are durable, of all sources.</summary>
    public long TotalRows
    {
        get
        {
            lock (_gate)
            {
                return _positions.Values.Sum(position => position.Rows);
            }
        }
    }

    /// <summary>Takes over what the exchange says when a connection opens: of what it does not name, nothing is durable.</summary>
    public void Open(UploadOpened opened)
    {
        lock (_gate)
        {
            // An acknowledgement may have been lost with the connection before.
            foreach (var code in _positions.Keys)
            {
                Move(opened.Positions.FirstOrDefault(position => position.KodeKabupatenKota == code)
                    ?? new KabupatenPosition { KodeKabupatenKota = code });
            }
        }

        Report("", 0);
    }

    /// <summary>Takes an answer of the exchange.</summary>
    public void Acknowledge(KabupatenPosition position)
    {
        lock (_gate)
        {
            if (!_positions.ContainsKey(position.KodeKabupatenKota))
            {
                return;
            }

            Move(position);
        }

        Report(position.KodeKabupatenKota, position.Rows);
    }

    /// <summary>What is durable of a kabupaten.</summary>
    public KabupatenPosition PositionOf(KabupatenSource source)
    {
        lock (_gate)
        {
            return _positions[source.KodeKabupatenKota];
        }
    }

    /// <summary>Whether everything received of a kabupaten is still to be dropped.</summary>
    public bool MustRestart(KabupatenSource source)
    {
        lock (_gate)
        {
            return _restart.Contains(source.KodeKabupatenKota);
        }
    }

    /// <summary>Notes that it has been dropped.</summary>
    public void Restarted(KabupatenSource source)
    {
        lock (_gate)
        {
            _restart.Remove(source.KodeKabupatenKota);
        }
    }

    private void Move(KabupatenPosition position)
    {
        Steps += position.Equals(_positions[position.KodeKabupatenKota]) ? 0 : 1;
        _positions[position.KodeKabupatenKota] = position;
    }

    private void Report(string code, long rows)
    {
        if (_progress is null)
        {
            return;
        }

        int complete;
        lock (_gate)
        {
            complete = _positions.Values.Count(position => position.Complete);
        }

        _progress.Report(new UploadProgress(code, rows, TotalRows, complete, _positions.Count));
    }
}
