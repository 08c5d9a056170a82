using Dtsen.Exchange.Client.Releases;

namespace Dtsen.Exchange.Client.Tests.Releases;

public sealed class RankingFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(16_383)]
    [InlineData(16_384)]
    [InlineData(1 << 20)]
    public void What_is_written_is_read(int size)
    {
        byte[][] families = [[1], Bytes(size), [], [2, 3]];
        Write("3273", families);

        var folder = RankingFolder.Open(_folder.Path);

        Assert.Equal(families, folder.Read("3273").Select(family => family.ToArray()));
    }

    [Fact]
    public void Kabupaten_come_in_order_and_each_can_be_passed_over_twice()
    {
        Write("9171", [[3]]);
        Write("1101", [[1], [2]]);
        var folder = RankingFolder.Open(_folder.Path);

        Assert.Equal(["1101", "9171"], folder.Kabupaten);
        Assert.Equal(["1101", "9171"], folder.Sources.Select(source => source.KodeKabupatenKota));
        Assert.Equal(2, folder.Sources[0].Families().Count());
        Assert.Equal(2, folder.Sources[0].Families().Count());
    }

    [Fact]
    public void A_file_that_was_not_completed_is_not_there()
    {
        Write("1101", [[1]]);
        using (var writer = RankingFolder.Write(_folder.Path, "1102"))
        {
            writer.Add([1, 2, 3]);
            Assert.Equal(["1101"], RankingFolder.Open(_folder.Path).Kabupaten);
        }

        Assert.Equal(["1101"], RankingFolder.Open(_folder.Path).Kabupaten);
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void A_file_that_is_cut_off_names_the_row(int missing)
    {
        Write("3273", [Bytes(200), Bytes(200)]);
        var path = _folder.Inner("3273.families");
        using (var file = File.OpenWrite(path))
        {
            file.SetLength(file.Length - missing);
        }

        var fault = Assert.Throws<InvalidDataException>(() => RankingFolder.Open(_folder.Path).Read("3273").Count());

        Assert.Contains("3273.families: cut off within row 1", fault.Message);
    }

    [Fact]
    public void A_file_of_something_else_is_no_file_of_families()
    {
        File.WriteAllText(_folder.Inner("3273.families"), new string('\u00ff', 20));

        Assert.Throws<InvalidDataException>(() => RankingFolder.Open(_folder.Path).Read("3273").Count());
    }

    [Fact]
    public void A_file_by_another_name_is_named()
    {
        File.WriteAllText(_folder.Inner("bandung.families"), "");

        Assert.Contains("bandung", Assert.Throws<InvalidDataException>(() => RankingFolder.Open(_folder.Path)).Message);
    }

    [Fact]
    public void An_empty_folder_is_no_ranking() => Assert.Throws<InvalidDataException>(() => RankingFolder.Open(_folder.Path));

    private static byte[] Bytes(int size) => [.. Enumerable.Range(0, size).Select(at => (byte)(at * 7))];

    private void Write(string code, byte[][] families)
    {
        using var writer = RankingFolder.Write(_folder.Path, code);
        foreach (var family in families)
        {
            writer.Add(family);
        }

        writer.Complete();
    }
}
