using Dtsen.Exchange.Server.ChangeLogs;
using Dtsen.Exchange.Server.Gate;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Dtsen.Exchange.Server.Tests.Gate;

public class StorageTests
{
    [Fact]
    public void A_disk_that_is_full_or_fails_is_told_from_a_fault_of_the_exchange()
    {
        Exception[] refused =
        [
            new IOException(), new UnauthorizedAccessException(), new SqliteException("", 13), new SqliteException("", 10),
            new PostgresException("", "", "", "53100"), new PostgresException("", "", "", "58030"),
            new CommitUnknownException(new SqliteException("", 13)),
        ];
        Exception[] faults =
        [
            new InvalidOperationException(), new FileNotFoundException(), new DirectoryNotFoundException(), new SqliteException("", 19),
            new PostgresException("", "", "", "23505"), new InvalidDataException(), new NpgsqlException(),
        ];

        Assert.All(refused, fault => Assert.NotNull(Storage.Refused(fault)));
        Assert.All(faults, fault => Assert.Null(Storage.Refused(fault)));
    }
}
