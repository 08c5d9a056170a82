using System.Collections.Concurrent;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Register.Releases;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>
/// An open release as this node takes its families: the files, and which kabupaten are complete. Work on one kabupaten happens one after
/// another, on several side by side.
/// </summary>
internal sealed class ReleaseUpload : IDisposable
{
    private readonly string _releaseId;
    private readonly ReleaseStore _store;
    private readonly RankingUpload _files;
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _rows;
    private readonly ConcurrentDictionary<string, long> _complete;
    private volatile bool _isChecked;

    public ReleaseUpload(
        string releaseId, ReleaseStore store, RankingUpload files, IReadOnlyDictionary<string, long> complete, bool isChecked)
    {
        _releaseId = releaseId;
        _store = store;
        _files = files;
        _isChecked = isChecked;
        _rows = new(
            files.Positions.Select(position => KeyValuePair.Create(position.Kabupaten.ToString(), position.Rows)), StringComparer.Ordinal);

        // A restart that the node did not survive may have dropped the rows and not the word that they are complete, never the reverse.
        _complete = new(complete.Where(row => _rows.GetValueOrDefault(row.Key) == row.Value), StringComparer.Ordinal);
    }

    /// <summary>What is durable, in order of code.</summary>
    public IReadOnlyList<KabupatenState> Positions =>
        [.. _rows.OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => StateOf(row.Key))];

    /// <summary>Takes a page; it is on the disk when this returns. What was received already changes nothing.</summary>
    /// <param name="kabupaten">Kabupaten or kota.</param>
    /// <param name="firstRow">Row of the first family.</param>
    /// <param name="families">Families.</param>
    /// <exception cref="UploadOrderException">The page does not follow on what was received.</exception>
    /// <exception cref="Grpc.Core.RpcException">The kabupaten is complete and the page has rows that are new.</exception>
    public Task<KabupatenState> AppendAsync(WilayahCode kabupaten, long firstRow, IReadOnlyList<ReadOnlyMemory<byte>> families) =>
        InTurnAsync(kabupaten, async code =>
        {
            if (_complete.ContainsKey(code))
            {
                return firstRow + families.Count <= _rows[code] ? StateOf(code) : throw Problems.KabupatenComplete(code);
            }

            await ReopenAsync();

            // Append waits for the disk: a thread of the pool may, that of the connection must not.
            _rows[code] = (await Task.Run(() => _files.Append(kabupaten, firstRow, families))).Rows;
            return StateOf(code);
        });

    /// <summary>Notes that a kabupaten is complete, where count and digest are those of what was received.</summary>
    /// <exception cref="Grpc.Core.RpcException">They are not.</exception>
    public Task<KabupatenState> CompleteAsync(WilayahCode kabupaten, long families, ReadOnlyMemory<byte> digest) =>
        InTurnAsync(kabupaten, async code =>
        {
            var received = _rows.GetValueOrDefault(code);
            if (received != families)
            {
                throw Problems.CountMismatch(code, received, families);
            }

            var content = await Task.Run(() => _files.ContentOf(kabupaten));
            if (!content.Digest.Span.SequenceEqual(digest.Span))
            {
                throw Problems.DigestMismatch(code);
            }

            if (!_complete.ContainsKey(code))
            {
                await ReopenAsync();
                await _store.CompleteKabupatenAsync(_releaseId, code, content, default);
                _complete[code] = content.Families;
            }

            return StateOf(code);
        });

    /// <summary>Drops what was received of a kabupaten.</summary>
    public Task<KabupatenState> RestartAsync(WilayahCode kabupaten) =>
        InTurnAsync(kabupaten, async code =>
        {
            if (_rows.ContainsKey(code))
            {
                await ReopenAsync();
                _complete.TryRemove(code, out _);
                await _store.RestartKabupatenAsync(_releaseId, code, default);
                await Task.Run(() => _files.Restart(kabupaten));
                _rows.TryRemove(code, out _);
            }

            return StateOf(code);
        });

    public void Dispose()
    {
        _files.Dispose();
        foreach (var turn in _turns.Values)
        {
            turn.Dispose();
        }
    }

    private KabupatenState StateOf(string code) => new(code, _rows.GetValueOrDefault(code), _complete.ContainsKey(code));

    /// <summary>Before the first change after a check: the check is void from then on.</summary>
    private async Task ReopenAsync()
    {
        if (!_isChecked)
        {
            return;
        }

        if (!await _store.ReopenAsync(_releaseId, default))
        {
            throw Problems.NotOpen();
        }

        _isChecked = false;
    }

    private async Task<KabupatenState> InTurnAsync(WilayahCode kabupaten, Func<string, Task<KabupatenState>> work)
    {
        var code = kabupaten.ToString();
        var turn = _turns.GetOrAdd(code, _ => new SemaphoreSlim(1));
        await turn.WaitAsync();
        try
        {
            return await work(code);
        }
        finally
        {
            turn.Release();
        }
    }
}
