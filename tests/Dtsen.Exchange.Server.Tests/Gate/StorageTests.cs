using Dtsen.Exchange.Server.ChangeLogs;
using Dtsen.Exchange.Server.Gate;
using Grpc.Core;
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

    [Fact]
    public void Of_what_may_be_stored_nobody_is_told_that_it_is_not()
    {
        Exception[] reasons = [new IOException(), new TimeoutException(), new NpgsqlException("", new IOException())];
        foreach (var reason in reasons)
        {
            var unknown = new CommitUnknownException(reason);

            var refusal = Storage.RefusalOf(unknown, Storage.Refused(unknown));

            Assert.Equal((StatusCode.Internal, "INTERNAL"), (refusal.StatusCode, new RawAnswer([], refusal).Reason));
            Assert.Contains("may be stored or not", refusal.Status.Detail, StringComparison.Ordinal);
        }

        var full = new CommitUnknownException(new SqliteException("", 13));
        Assert.Equal("STORAGE_FAILED", new RawAnswer([], Storage.RefusalOf(full, Storage.Refused(full))).Reason);
        Assert.Equal("STORAGE_FAILED", new RawAnswer([], Storage.RefusalOf(new IOException(), new IOException())).Reason);
        Assert.DoesNotContain("may be", Storage.RefusalOf(new TimeoutException(), null).Status.Detail, StringComparison.Ordinal);
    }
}
