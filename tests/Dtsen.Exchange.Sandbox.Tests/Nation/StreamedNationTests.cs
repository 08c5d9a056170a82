using System.Security.Cryptography;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Sandbox.Nation;

namespace Dtsen.Exchange.Sandbox.Tests.Nation;

public class StreamedNationTests
{
    private const int People = 20_000;

    private static readonly Lazy<IReadOnlyList<(string Kabupaten, IReadOnlyList<ReadOnlyMemory<byte>> Families)>> LazyWhole = new(
        () => ReadAll(Make(seed: 1, People)));

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        var one = Digest(LazyWhole.Value);

        Assert.Equal(one, Digest(ReadAll(Make(seed: 1, People))));
        Assert.NotEqual(one, Digest(ReadAll(Make(seed: 2, People))));
    }

    [Fact]
    public void Sealing_finds_everybody_and_sets_nothing_aside()
    {
        var check = Sealing.Check(LazyWhole.Value);

        Assert.Empty(check.SetAside);
        Assert.Equal(People, ReleaseManifest.Parser.ParseFrom(check.Manifest.Span).People);
    }

    [Fact]
    public void Every_desil_has_about_a_tenth_of_the_families()
    {
        var ranked = LazyWhole.Value.SelectMany(source => source.Families)
            .Select(wire => Family.Parser.ParseFrom(wire.Span))
            .Where(family => family.DesilNasional > 0)
            .ToList();

        foreach (var count in ranked.CountBy(family => family.DesilNasional).Concat(ranked.CountBy(family => family.DesilKabupatenKota)))
        {
            Assert.InRange(count.Value / (double)ranked.Count, 0.08, 0.12);
        }
    }

    [Fact]
    public void The_whole_nation_comes_as_a_stream_with_names_and_addresses_of_its_own()
    {
        var bandung = Make(seed: 1, StreamedNation.MaxPeople).Sources.Single(source => source.KodeKabupatenKota == "3204");

        var families = bandung.Families().Take(5_000).Select(wire => Family.Parser.ParseFrom(wire.Span)).ToList();

        var numbers = families.Select(family => family.NomorKartuKeluarga).ToList();
        Assert.Equal(numbers.Distinct().Order(StringComparer.Ordinal), numbers);
        var people = families.SelectMany(family => family.Members).ToList();
        Assert.Equal(people.Count, people.Select(member => member.NomorIndukKependudukan).Distinct().Count());
        Assert.True(families.Select(family => family.Alamat).Distinct().Count() > 0.95 * families.Count);
        Assert.True(people.Select(member => member.Nama).Distinct().Count() > 5_000);
    }

    [Theory]
    [InlineData(NationOptions.MinPeople - 1)]
    [InlineData(StreamedNation.MaxPeople + 1)]
    public void Too_few_and_too_many_people_are_refused(int people) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Make(seed: 1, people));

    private static StreamedNation Make(ulong seed, int people) =>
        new(new NationOptions { People = people, Seed = seed, FirstPeriod = Nations.First, Today = Nations.Today }, Nations.Wilayah);

    private static List<(string Kabupaten, IReadOnlyList<ReadOnlyMemory<byte>> Families)> ReadAll(StreamedNation nation) =>
    [
        .. nation.Sources.Select(source => (
            source.KodeKabupatenKota,
            (IReadOnlyList<ReadOnlyMemory<byte>>)[.. source.Families().Select(family => (ReadOnlyMemory<byte>)family.ToArray())])),
    ];

    private static string Digest(IEnumerable<(string Kabupaten, IReadOnlyList<ReadOnlyMemory<byte>> Families)> nation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var family in nation.SelectMany(source => source.Families))
        {
            hash.AppendData(family.Span);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
