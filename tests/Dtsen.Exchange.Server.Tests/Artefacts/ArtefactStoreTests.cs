using Dapper;
using Dtsen.Exchange.Server.Artefacts;
using Dtsen.Exchange.Server.Tests.Sql;

namespace Dtsen.Exchange.Server.Tests.Artefacts;

public abstract class ArtefactStoreTests(ITestDatabases databases) : IAsyncLifetime
{
    private const int Timeout = 60_000;
    private const string Name = "releases/r-1/people.table";

    private readonly TemporaryFolder _folder = new();
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await (await databases.NewAsync()).MigratedAsync();

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory(Timeout = Timeout)]
    [InlineData(true, 0)]
    [InlineData(false, 0)]
    [InlineData(true, 3_000_000)]
    [InlineData(false, 3_000_000)]
    [InlineData(false, 2_097_152)]
    public async Task What_was_stored_is_fetched_byte_for_byte(bool inFolder, int size)
    {
        var store = StoreOf(inFolder);
        Assert.False(await store.ContainsAsync(Name, default));

        await store.StoreAsync(Name, FileOf("a", size), default);

        Assert.True(await store.ContainsAsync(Name, default));
        Assert.Equal(await File.ReadAllBytesAsync(_folder.Inner("a")), await FetchAsync(store));
    }

    [Theory(Timeout = Timeout)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Twice_is_as_once_and_other_bytes_take_the_place(bool inFolder)
    {
        var store = StoreOf(inFolder);
        await store.StoreAsync(Name, FileOf("a", 1_500_000), default);
        await store.StoreAsync(Name, _folder.Inner("a"), default);
        Assert.Equal(1_500_000, (await FetchAsync(store)).Length);

        await store.StoreAsync(Name, FileOf("b", 10), default);

        Assert.Equal(await File.ReadAllBytesAsync(_folder.Inner("b")), await FetchAsync(store));
    }

    [Theory(Timeout = Timeout)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_damaged_in_the_store_gets_no_name_here(bool inFolder)
    {
        var store = StoreOf(inFolder);
        await store.StoreAsync(Name, FileOf("a", 1_100_000), default);
        await DamageAsync(inFolder);

        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => FetchAsync(store));

        Assert.Contains(Name, fault.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Inner("fetched")));
    }

    [Theory(Timeout = Timeout)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_crash_left_half_written_is_not_there_and_is_replaced(bool inFolder)
    {
        var content = ContentOf(inFolder);
        await content.WriteAsync(Name, FileOf("half", 2_000_000), default);
        var store = StoreOf(inFolder);
        Assert.False(await store.ContainsAsync(Name, default));
        await Assert.ThrowsAsync<FileNotFoundException>(() => FetchAsync(store));

        await store.StoreAsync(Name, FileOf("a", 1_200_000), default);

        Assert.Equal(await File.ReadAllBytesAsync(_folder.Inner("a")), await FetchAsync(store));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_file_that_a_crash_kept_from_being_told_of_is_written_again_and_leaves_no_second_name()
    {
        var content = ContentOf(inFolder: true);
        await content.WriteAsync(Name, FileOf("a", 10), default);

        await content.WriteAsync(Name, _folder.Inner("a"), default);

        Assert.Equal([_folder.Inner("store/" + Name)], Directory.GetFiles(_folder.Inner("store"), "*", SearchOption.AllDirectories));
    }

    [Theory(Timeout = Timeout)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Names_below_a_folder_are_listed_and_what_is_deleted_is_gone(bool inFolder)
    {
        var store = StoreOf(inFolder);
        var file = FileOf("a", 5);
        foreach (var name in new[] { Name, "releases/r-1/signature", "releases/r-11/signature", "access-log/node-1/000.segment" })
        {
            await store.StoreAsync(name, file, default);
        }

        Assert.Equal([Name, "releases/r-1/signature"], (await store.ListAsync("releases/r-1", default)).Order(StringComparer.Ordinal));
        await store.DeleteAsync(Name, default);

        Assert.Equal(["releases/r-1/signature"], await store.ListAsync("releases/r-1", default));
        await Assert.ThrowsAsync<FileNotFoundException>(() => FetchAsync(store));
        await Assert.ThrowsAsync<FileNotFoundException>(async () =>
        {
            await using var target = new MemoryStream();
            await ContentOf(inFolder).ReadAsync(Name, target, default);
            throw target.Length == 0 ? new FileNotFoundException() : new InvalidOperationException("There are bytes left.");
        });
    }

    private ArtefactStore StoreOf(bool inFolder) => new(_database.Database, ContentOf(inFolder), TimeProvider.System);

    private IArtefactContent ContentOf(bool inFolder) =>
        inFolder ? new FolderContent(_folder.Inner("store")) : new DatabaseContent(_database.Database);

    private string FileOf(string name, int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        File.WriteAllBytes(_folder.Inner(name), bytes);
        return _folder.Inner(name);
    }

    private async Task<byte[]> FetchAsync(ArtefactStore store)
    {
        Directory.CreateDirectory(_folder.Inner("fetched"));
        var path = Path.Combine(_folder.Inner("fetched"), "file");
        File.Delete(path);
        await store.FetchAsync(Name, path, default);
        return await File.ReadAllBytesAsync(path);
    }

    private async Task DamageAsync(bool inFolder)
    {
        if (inFolder)
        {
            var path = Path.Combine(_folder.Inner("store"), Name);
            var bytes = await File.ReadAllBytesAsync(path);
            bytes[700] ^= 1;
            File.Delete(path);
            await File.WriteAllBytesAsync(path, bytes);
            return;
        }

        await using var connection = await _database.Database.OpenConnectionAsync();
        Assert.Equal(1, await connection.ExecuteAsync("delete from artefact_chunks where artefact = @Name and number = 1", new { Name }));
    }

    public sealed class OnSqlite() : ArtefactStoreTests(new SqliteFiles());

    public sealed class OnPostgreSql(PostgreSqlServer server) : ArtefactStoreTests(server);

    public sealed class OnCitus(CitusCluster cluster) : ArtefactStoreTests(cluster);
}
