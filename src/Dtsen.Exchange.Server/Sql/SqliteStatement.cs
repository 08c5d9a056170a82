using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Dtsen.Exchange.Server.Sql;

/// <summary>
/// A statement of SQLite that runs for many rows. The provider looks every parameter up by its name and makes a reader, for each row, which
/// takes as long as the row itself; here a parameter is known by its place, from 1, and keeps its value from row to row.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private const int LongestOnStack = 256;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <param name="connection">An open connection, whose transaction it takes part in.</param>
    /// <param name="sql">One statement that returns no rows.</param>
    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
    }

    public void Bind(int place, long value) => Check(raw.sqlite3_bind_int64(_statement, place, value));

    public void Bind(int place, string value)
    {
        Span<byte> text = stackalloc byte[LongestOnStack];
        Check(Encoding.UTF8.TryGetBytes(value, text, out var length)
            ? raw.sqlite3_bind_text(_statement, place, text[..length])
            : raw.sqlite3_bind_text(_statement, place, value));
    }

    /// <summary>Runs it.</summary>
    /// <returns>Rows that it changed.</returns>
    /// <exception cref="SqliteException">It failed.</exception>
    public int Execute()
    {
        var done = raw.sqlite3_step(_statement);
        if (done != raw.SQLITE_DONE)
        {
            Check(done);
        }

        var changed = raw.sqlite3_changes(_database);
        Check(raw.sqlite3_reset(_statement));
        return changed;
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
