using Dtsen.Exchange.Register.Files;
using Dtsen.Exchange.Server.ChangeLogs;
using Grpc.Core;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>Tells a disk that is full or fails, this node's or the database's, from faults of the exchange.</summary>
internal static class Storage
{
    private const int SqliteReadOnly = 8;
    private const int SqliteFailure = 10;
    private const int SqliteFull = 13;
    private const int SqliteCannotOpen = 14;

    /// <summary>
    /// What the caller is told of a fault. Of a COMMIT that was not confirmed it is that a disk refused where the database itself said so.
    /// </summary>
    /// <param name="fault">The fault.</param>
    /// <param name="refused">The exception by which a disk refused; null where none did.</param>
    public static RpcException RefusalOf(Exception fault, Exception? refused) =>
        fault is CommitUnknownException && refused is not (SqliteException or PostgresException) ? Problems.NotConfirmed()
        : refused is not null ? Problems.StorageFailed()
        : Problems.Internal();

    /// <summary>The exception by which a disk refused, be it the cause of another; null where none did.</summary>
    public static Exception? Refused(Exception fault)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            if (IsRefusal(cause))
            {
                return cause;
            }
        }

        return null;
    }

    private static bool IsRefusal(Exception cause) => cause switch
    {
        // A file that is damaged, or is not there, will be so tomorrow.
        RegisterFileException or FileNotFoundException or DirectoryNotFoundException => false,
        SqliteException sqlite => sqlite.SqliteErrorCode is SqliteReadOnly or SqliteFailure or SqliteFull or SqliteCannotOpen,
        PostgresException postgres => postgres.SqlState is PostgresErrorCodes.DiskFull or PostgresErrorCodes.IoError,
        _ => cause is IOException or UnauthorizedAccessException,
    };
}
