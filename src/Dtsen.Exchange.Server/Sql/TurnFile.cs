using Microsoft.Data.Sqlite;

namespace Dtsen.Exchange.Server.Sql;

/// <summary>
/// A lock file beside a SQLite database, so that processes that start together migrate it one after another. The system frees it
/// with the process; the empty file stays, because removing it would let two processes lock two files of one name.
/// </summary>
internal static class TurnFile
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static async Task<IAsyncDisposable> TakeAsync(Database database, CancellationToken cancellation)
    {
        var path = new SqliteConnectionStringBuilder(database.SqliteConnectionString).DataSource + ".migrating";
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException))
            {
                await Task.Delay(Pause, cancellation);
            }
        }
    }
}
