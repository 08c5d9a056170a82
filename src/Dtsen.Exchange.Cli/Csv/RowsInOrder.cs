using System.Collections.Concurrent;

namespace Dtsen.Exchange.Cli.Csv;

/// <summary>
/// The rows of a file of any size of which the sound ones are asked for in streams, and each has what became of it in its place. Rows that
/// were read and have nothing yet are kept: no more than a stream has under way, however many between them are broken.
/// </summary>
/// <param name="rows">The rows; run through once.</param>
/// <param name="isBroken">Whether a row cannot be asked for.</param>
internal sealed class RowsInOrder<TRow>(IEnumerable<TRow> rows, Func<TRow, bool> isBroken) : IDisposable
{
    /// <summary>More than the pages under way hold, so that few broken rows never end a stream.</summary>
    public const int MostWaiting = 10_000;

    private readonly IEnumerator<TRow> _rows = rows.GetEnumerator();
    private readonly ConcurrentQueue<TRow> _waiting = new();

    /// <summary>Whether every row was read.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>The sound rows for a stream. Where too many rows wait it ends before the file does: the rest is for another.</summary>
    public IEnumerable<TRow> Sound()
    {
        while (_waiting.Count < MostWaiting)
        {
            if (!_rows.MoveNext())
            {
                IsAtEnd = true;
                yield break;
            }

            _waiting.Enqueue(_rows.Current);
            if (!isBroken(_rows.Current))
            {
                yield return _rows.Current;
            }
        }
    }

    /// <summary>Takes the broken rows before the next sound one, or before the end of what was read.</summary>
    public IEnumerable<TRow> TakeBroken()
    {
        while (_waiting.TryPeek(out var row) && isBroken(row) && _waiting.TryDequeue(out _))
        {
            yield return row;
        }
    }

    /// <summary>Takes the next sound row, which is answered; the broken ones before it are taken.</summary>
    public TRow TakeSound() => _waiting.TryDequeue(out var row) ? row : throw new InvalidOperationException("No row was asked for.");

    public void Dispose() => _rows.Dispose();
}
