using System.Data.Common;
using Dapper;
using Dtsen.Exchange.Server.Sql;

namespace Dtsen.Exchange.Server.ChangeLogs;

/// <summary>
/// The one sequence of entries that every node follows. Numbers have no gap, and their order is the order in which the transactions
/// were committed, across all nodes.
/// </summary>
internal sealed class ChangeLog : IAsyncDisposable
{
    // A reader that gets no answer must not look alive for long.
    private const int ReadTimeoutSeconds = 10;

    private readonly Database _database;
    private readonly ChangeLogWriter _writer;

    /// <summary>Starts this node's writer. The database is migrated already.</summary>
    public ChangeLog(Database database, TimeProvider time)
    {
        _database = database;
        _writer = new ChangeLogWriter(database, time);
    }

    /// <summary>Ends when this node next commits an entry. Taken before a read, it misses none that the read did not see.</summary>
    public Task NextAppend => _writer.NextAppend;

    /// <summary>
    /// Appends one entry, together with those of other callers that wait. The payload must not change until the task has ended.
    /// </summary>
    /// <param name="kind">One of <see cref="EntryKinds"/>.</param>
    /// <param name="payload">All that a follower needs.</param>
    /// <param name="cancellation">
    /// Gives up while the entry still waits; once the writer has taken it up, the task ends with what became of it.
    /// </param>
    /// <returns>The number of the entry, which is committed.</returns>
    /// <exception cref="CommitUnknownException">The commit was not confirmed.</exception>
    /// <exception cref="DbException">Nothing was written.</exception>
    public async Task<long> AppendAsync(string kind, ReadOnlyMemory<byte> payload, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        return (await EnqueueAsync(new PendingAppend(new NewEntry(kind, payload)), cancellation)).FirstSeq;
    }

    /// <summary>
    /// Runs the caller's statements and appends the entries that it returns, all in one transaction. Work that throws is rolled back
    /// and takes no number; work that returns no entry is committed without one. It runs on this node's one writer: keep it short, and
    /// never append from within it.
    /// </summary>
    /// <param name="work">Uses the given connection and transaction only, and neither commits nor rolls back.</param>
    /// <param name="cancellation">Gives up while the work has not begun; after that, the work itself has to look at it.</param>
    /// <exception cref="CommitUnknownException">The commit was not confirmed.</exception>
    public Task<AppendResult> AppendAsync(
        Func<DbConnection, DbTransaction, Task<IReadOnlyList<NewEntry>>> work, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        return EnqueueAsync(new PendingAppend(work), cancellation);
    }

    /// <summary>
    /// The entry right after <paramref name="seq"/>, where this node committed it a moment ago with its content; once. Else null: then it
    /// is to be read.
    /// </summary>
    public ChangeLogEntry? TakeCommitted(long seq) => _writer.TakeCommitted(seq);

    /// <summary>The entries after <paramref name="seq"/>, in order.</summary>
    /// <exception cref="DbException">The database cannot be reached.</exception>
    public async Task<IReadOnlyList<ChangeLogEntry>> ReadAfterAsync(long seq, int limit, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return await ReadAsync(
            """
            select seq, kind, payload, recorded_at as recordedat from change_log
            where seq > @seq order by seq limit @limit
            """,
            new { seq, limit },
            cancellation);
    }

    /// <summary>The entries of a kind after <paramref name="seq"/> and up to <paramref name="upTo"/>, in order.</summary>
    /// <exception cref="DbException">The database cannot be reached.</exception>
    public async Task<IReadOnlyList<ChangeLogEntry>> ReadAfterAsync(
        string kind, long seq, long upTo, int limit, CancellationToken cancellation = default) => await ReadAsync(
        """
        select seq, kind, payload, recorded_at as recordedat from change_log
        where seq > @seq and seq <= @upTo and kind = @kind order by seq limit @limit
        """,
        new { kind, seq, upTo, limit },
        cancellation);

    /// <summary>The number of the last entry; 0 when there is none.</summary>
    /// <exception cref="DbException">The database cannot be reached.</exception>
    public async Task<long> ReadHeadAsync(CancellationToken cancellation = default)
    {
        await using var connection = await _database.OpenConnectionAsync(cancellation);
        return await connection.ExecuteScalarAsync<long>(Command(
            "select value from counters where name = 'change_log'", null, cancellation));
    }

    /// <summary>The last entry of a kind, or null.</summary>
    /// <exception cref="DbException">The database cannot be reached.</exception>
    public async Task<ChangeLogEntry?> ReadLatestAsync(string kind, CancellationToken cancellation = default)
    {
        var entries = await ReadAsync(
            """
            select seq, kind, payload, recorded_at as recordedat from change_log
            where kind = @kind order by seq desc limit 1
            """,
            new { kind },
            cancellation);
        return entries.Count == 0 ? null : entries[0];
    }

    /// <summary>Lets the writer finish what waits, and stops it. The database stays open.</summary>
    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    private async Task<AppendResult> EnqueueAsync(PendingAppend append, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        _writer.Enqueue(append);
        await using var registration = cancellation.UnsafeRegister(
            static (state, token) => ((PendingAppend)state!).Cancel(token), append);
        return await append.Ended;
    }

    private async Task<IReadOnlyList<ChangeLogEntry>> ReadAsync(string sql, object parameters, CancellationToken cancellation)
    {
        await using var connection = await _database.OpenConnectionAsync(cancellation);
        var rows = await connection.QueryAsync<Row>(Command(sql, parameters, cancellation));
        return [.. rows.Select(row => new ChangeLogEntry(row.Seq, row.Kind, row.Payload, row.RecordedAt.FromUtcMicroseconds()))];
    }

    private static CommandDefinition Command(string sql, object? parameters, CancellationToken cancellation) =>
        new(sql, parameters, commandTimeout: ReadTimeoutSeconds, cancellationToken: cancellation);

    private sealed record Row(long Seq, string Kind, byte[] Payload, long RecordedAt);
}
