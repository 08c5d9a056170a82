using Dtsen.Exchange.Cli.Tests.Serving;
using Dtsen.Exchange.Client.Tests.Releases;
using Dtsen.Exchange.Domain.Variables;
using Parquet;
using Parquet.Schema;

namespace Dtsen.Exchange.Cli.Tests.Releases;

/// <summary><c>dtsen release export --parquet</c> on a release that an exchange has sealed, read back.</summary>
[Collection(ExchangeCollection.Name)]
public sealed class ReleaseExportTests(RunningExchange exchange) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Release => exchange.ReleaseFolderOf(exchange.Sealed.Json.GetProperty("release").GetProperty("id").GetString()!);

    private string Target => _folder.Inner("export");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Families_and_people_are_read_back_as_they_were_sent()
    {
        var result = (await ExportAsync("--json")).Ended(0);
        Assert.Equal(70, result.Json.GetProperty("families").GetInt32());

        await using var families = await ParquetReader.CreateAsync(Path.Combine(Target, "families.parquet"));
        await using var people = await ParquetReader.CreateAsync(Path.Combine(Target, "people.parquet"));
        var sent = Enumerable.Range(1, 50).Select(serial => FamilySample.Family(FamilySample.Bandung, serial))
            .Concat(Enumerable.Range(1, 20).Select(serial => FamilySample.Family(FamilySample.Jayapura, serial)))
            .OrderBy(family => family.KodeKabupatenKota, StringComparer.Ordinal)
            .ThenBy(family => family.NomorKartuKeluarga, StringComparer.Ordinal)
            .ToList();
        var members = sent.SelectMany(family => family.Members.Select(member => (family, member))).ToList();
        Assert.Equal(members.Count, result.Json.GetProperty("people").GetInt32());
        Assert.Equal(sent.Select(family => family.NomorKartuKeluarga), await TextsAsync(families, "nomor_kartu_keluarga"));
        Assert.Equal(sent.Select(family => (int?)family.DesilNasional), await ValuesAsync<int>(families, "desil_nasional"));
        Assert.Equal(members.Select(pair => pair.family.NomorKartuKeluarga), await TextsAsync(people, "nomor_kartu_keluarga"));
        Assert.Equal(members.Select(pair => pair.member.NomorIndukKependudukan), await TextsAsync(people, "nomor_induk_kependudukan"));
        Assert.Equal(members.Select(pair => pair.member.Nama), await TextsAsync(people, "nama"));
        Assert.Equal(
            members.Select(pair => (DateTime?)new DateTime(
                pair.member.TanggalLahir.Year, pair.member.TanggalLahir.Month, pair.member.TanggalLahir.Day)),
            await ValuesAsync<DateTime>(people, "tanggal_lahir"));
        Assert.Contains("Personal data", families.CustomMetadata["dtsen.note"]);
        Assert.Equal(RunningExchange.Release, people.CustomMetadata["dtsen.release"]);
    }

    [Fact]
    public async Task Columns_have_the_names_of_the_catalogue()
    {
        (await ExportAsync()).Ended(0);
        var catalogue = VariableCatalogue.Load(Path.Combine(AppContext.BaseDirectory, "config", "variables.v1.json"));
        foreach (var file in (string[])["families.parquet", "people.parquet"])
        {
            await using var reader = await ParquetReader.CreateAsync(Path.Combine(Target, file));
            var names = reader.Schema.GetDataFields().Select(field => field.Name).ToList();
            Assert.True(names.Count > 15);

            // What is of the message alone: by which system region codes are, a house's coordinates.
            Assert.Empty(names.Where(name => catalogue.Find(name) is null).Except(
                ["wilayah_code_system", "lokasi.latitude", "lokasi.longitude"]));
        }
    }

    [Fact]
    public async Task A_kabupaten_alone_is_written_readable_by_the_owner_alone_with_a_warning()
    {
        var result = (await ExportAsync("--kabupaten", FamilySample.Jayapura)).Ended(0);

        Assert.Contains("20 families", result.Output);
        Assert.Contains("Personal data", result.Error);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Target, "people.parquet")));
        }
    }

    [Fact]
    public async Task Nothing_is_written_of_a_release_that_was_changed_of_a_kabupaten_it_has_not_or_in_a_dry_run()
    {
        Assert.Contains("would be written", (await ExportAsync("--dry-run")).Ended(0).Output);
        Assert.Contains("no kabupaten 1101", (await ExportAsync("--kabupaten", "1101")).Ended(2).Error);
        var copy = Directory.CreateDirectory(_folder.Inner("copy")).FullName;
        foreach (var path in Directory.GetFiles(Release))
        {
            File.WriteAllBytes(Path.Combine(copy, Path.GetFileName(path)), File.ReadAllBytes(path));
        }

        File.AppendAllText(Path.Combine(copy, $"{FamilySample.Bandung}.blocks"), "x");
        var changed = (await Dtsen.RunAsync("release", "export", copy, "--parquet", Target, "--pki", exchange.Pki)).Ended(2);
        Assert.Contains($"{FamilySample.Bandung}.blocks", changed.Error);
        Assert.False(Directory.Exists(Target));
    }

    private static async Task<List<string?>> TextsAsync(ParquetReader reader, string column)
    {
        var all = new List<string?>();
        for (var group = 0; group < reader.RowGroupCount; group++)
        {
            using var rows = reader.OpenRowGroupReader(group);
            var values = new string?[rows.RowCount];
            await rows.ReadAsync(FieldOf(reader, column), values.AsMemory());
            all.AddRange(values);
        }

        return all;
    }

    private static async Task<List<T?>> ValuesAsync<T>(ParquetReader reader, string column)
        where T : struct
    {
        var all = new List<T?>();
        for (var group = 0; group < reader.RowGroupCount; group++)
        {
            using var rows = reader.OpenRowGroupReader(group);
            var values = new T?[rows.RowCount];
            await rows.ReadAsync<T>(FieldOf(reader, column), values.AsMemory());
            all.AddRange(values);
        }

        return all;
    }

    private static DataField FieldOf(ParquetReader reader, string column) =>
        reader.Schema.GetDataFields().Single(field => field.Name == column);

    private Task<CliResult> ExportAsync(params string[] more) =>
        Dtsen.RunAsync(["release", "export", Release, "--parquet", Target, "--pki", exchange.Pki, .. more]);
}
