using System.Buffers.Binary;
using System.Security.Cryptography;
using Dtsen.Exchange.Contracts.Population.V1;
using Google.Protobuf;
using Microsoft.Data.Sqlite;

namespace Dtsen.Exchange.Benchmarks.Events;

/// <summary>
/// The rows that a node keeps of events, and nothing else: in the engine that it uses, as durable (a write-ahead log, synchronous FULL),
/// in transactions of a page. What the rows hold is made beforehand.
/// </summary>
internal sealed class BareInsert : IDisposable
{
    private const string Create = """
        pragma journal_mode = wal;
        pragma synchronous = full;
        create table population_events (
          event_id text not null, agency text not null, application text not null, body bigint not null, outcome bigint not null,
          reason bigint not null, recorded_at bigint not null, primary key (event_id, agency));
        create table change_log (seq bigint not null primary key, kind text not null, payload blob not null, recorded_at bigint not null);
        create index change_log_kind on change_log (kind, seq);
        """;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _event;
    private readonly SqliteCommand _entry;
    private long _seq;

    /// <param name="file">The database, which is made.</param>
    public BareInsert(string file)
    {
        _connection = new SqliteConnection($"Data Source={file};Pooling=False");
        _connection.Open();
        Execute(Create);
        _event = Prepare(
            "insert into population_events values (@id, 'dukcapil', 'dukcapil.kependudukan', @body, 1, 0, @now)", "@id", "@body", "@now");
        _entry = Prepare("insert into change_log values (@seq, 'population.events', @payload, @now)", "@seq", "@payload", "@now");
    }

    /// <summary>A page as it is kept.</summary>
    /// <param name="Rows">Id and hash of each event.</param>
    /// <param name="Payload">All of them, for the change log.</param>
    internal sealed record Page(IReadOnlyList<(string Id, long Body)> Rows, byte[] Payload);

    /// <summary>Makes the rows.</summary>
    public static Page Read(LifeEvent[] events) => new(
        [.. events.Select(each => (each.EventId, BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(each.ToByteArray()))))],
        new ReportEventsRequest { Events = { events } }.ToByteArray());

    /// <summary>Writes a page.</summary>
    public void Write(Page page)
    {
        using var transaction = _connection.BeginTransaction();
        (_event.Transaction, _entry.Transaction) = (transaction, transaction);
        var now = DateTime.UtcNow.Ticks;
        foreach (var (id, body) in page.Rows)
        {
            (_event.Parameters[0].Value, _event.Parameters[1].Value, _event.Parameters[2].Value) = (id, body, now);
            _event.ExecuteNonQuery();
        }

        (_entry.Parameters[0].Value, _entry.Parameters[1].Value, _entry.Parameters[2].Value) = (++_seq, page.Payload, now);
        _entry.ExecuteNonQuery();
        transaction.Commit();
    }

    /// <summary>Ids and hashes of all events, as one number that does not depend on their order.</summary>
    public static string DigestOf(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select count(*) || ' ' || sum(body % 1000003) || ' ' || sum(length(event_id)) from population_events";
        return (string)command.ExecuteScalar()!;
    }

    public void Dispose()
    {
        _event.Dispose();
        _entry.Dispose();
        _connection.Dispose();
    }

    private SqliteCommand Prepare(string statement, params ReadOnlySpan<string> parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = statement;
        foreach (var parameter in parameters)
        {
            command.Parameters.AddWithValue(parameter, 0L);
        }

        return command;
    }

    private void Execute(string statements)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = statements;
        command.ExecuteNonQuery();
    }
}
