using System.Globalization;
using System.Security.Cryptography;
using Dtsen.Exchange.Domain.Wilayahs;

namespace Dtsen.Exchange.Domain.Tests.Wilayahs;

public class WilayahTableTests
{
    [Theory]
    [InlineData(WilayahLevel.Provinsi, 38)]
    [InlineData(WilayahLevel.KabupatenKota, 514)]
    [InlineData(WilayahLevel.Kecamatan, 7_285)]
    [InlineData(WilayahLevel.DesaKelurahan, 83_762)]
    public void The_list_is_whole(WilayahLevel level, int count) => Assert.Equal(count, ShippedWilayah.Table.CodesOf(level).Count);

    /// <summary>Licence and attribution hold for the files as they were published; see config/wilayah/README.md.</summary>
    [Theory]
    [InlineData("provinces.csv", "EE9E5B5AACA298C41AEF1AA0888285E103856F1414134BBB7AFC68B294C9A89D")]
    [InlineData("regencies.csv", "D5FBD54BB1500BBF5E194DDC94A3806DF6E6837A310146DFA646B085BD99C0AE")]
    [InlineData("districts.csv", "982F843613CF36BF474CAB7EC46B5ECAFC46DFEAAD26E4BBADF170A6DAE8EBE7")]
    [InlineData("villages.csv", "6A8E53FCE14D21B514F1F7D1602CEEAB4FFBEC6DF98903E2CAD949D8FEE94690")]
    [InlineData("LICENSE.md", "26901BBFE8058500CE8F4EECF7FB11CD13196A0F1E7FF3AEB1BFCEA00CA2B570")]
    public void The_files_are_those_that_were_published(string file, string sha256) =>
        Assert.Equal(sha256, Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(ShippedWilayah.Folder, file)))));

    [Fact]
    public void Kabupaten_and_kota_are_told_apart()
    {
        var codes = ShippedWilayah.Table.CodesOf(WilayahLevel.KabupatenKota);
        Assert.Equal((416, 98), (codes.Count(code => !code.IsKota), codes.Count(code => code.IsKota)));
    }

    [Fact]
    public void Every_region_is_a_child_of_the_one_above()
    {
        var table = ShippedWilayah.Table;
        foreach (var level in new[] { WilayahLevel.Provinsi, WilayahLevel.KabupatenKota, WilayahLevel.Kecamatan })
        {
            var below = table.CodesOf(level).SelectMany(table.ChildrenOf);
            Assert.Equal(table.CodesOf(level + 1), below);
        }
    }

    [Fact]
    public void Names_and_codes_are_found()
    {
        var table = ShippedWilayah.Table;
        Assert.Equal("Jawa Barat", table.NameOf(Code("32")));
        Assert.Equal("Kabupaten Bandung", table.NameOf(Code("3204")));
        Assert.True(table.TryFind(Code("3273"), out var bandung));
        Assert.Equal("Kota Bandung", bandung.Name);
        Assert.True(table.HasProvince(91) && table.HasProvince(96) && table.HasKabupaten(3204) && table.HasKecamatan(320412));
    }

    [Fact]
    public void What_is_not_there_is_not_found()
    {
        var table = ShippedWilayah.Table;
        Assert.False(table.HasProvince(97) || table.HasProvince(0) || table.HasProvince(-1) || table.HasProvince(100));
        Assert.False(table.HasKabupaten(32) || table.HasKabupaten(3299) || table.HasKecamatan(3204) || table.HasKecamatan(-320412));
        Assert.False(table.TryFind(Code("3299"), out _));
        Assert.Equal("", table.NameOf(Code("3299")));
        Assert.False(table.Contains(default));
        Assert.Empty(table.ChildrenOf(Code("3204122001")));
    }

    [Fact]
    public void An_overlay_says_from_when_until_when_and_adds_what_is_new()
    {
        var table = Load(overlay:
            """
            code,name,valid_from,valid_until
            3204,,1999-10-04,2026-12-31
            3299,"Kota ""Baru"", Contoh",2027-01-01,
            """);

        Assert.True(table.TryFind(Code("3204"), out var old));
        Assert.True(table.TryFind(Code("3299"), out var added));
        Assert.Equal(("Kabupaten Bandung", "Kota \"Baru\", Contoh"), (old.Name, added.Name));
        Assert.Equal(
            (false, true, true, false),
            (old.IsValidOn(Day("1999-10-03")), old.IsValidOn(Day("1999-10-04")), old.IsValidOn(Day("2026-12-31")), old.IsValidOn(Day("2027-01-01"))));
        Assert.Equal((false, true), (added.IsValidOn(Day("2026-12-31")), added.IsValidOn(Day("2099-01-01"))));
        Assert.Contains(Code("3299"), table.ChildrenOf(Code("32")));
        Assert.True(ShippedWilayah.Table.TryFind(Code("3204"), out var open));
        Assert.True(open.IsValidOn(DateOnly.MinValue) && open.IsValidOn(DateOnly.MaxValue));
    }

    [Theory]
    [InlineData("provinces.csv", "code,name\n32,Jawa Barat\n32,Jawa Barat\n", 3)]
    [InlineData("provinces.csv", "code,name\n32\n", 2)]
    [InlineData("provinces.csv", "code,name\n32,Jawa,Barat\n", 2)]
    [InlineData("provinces.csv", "code,name\n032,Jawa Barat\n", 2)]
    [InlineData("provinces.csv", "code,name\n32,\"Jawa Barat\n", 2)]
    [InlineData("provinces.csv", "code,name\n32,Jawa Barat\n\n", 3)]
    [InlineData("regencies.csv", "code,province_code,name\n33.04,33,Kabupaten Banjarnegara\n", 2)]
    [InlineData("regencies.csv", "code,province_code,name\n32.04,33,Kabupaten Bandung\n", 2)]
    [InlineData("regencies.csv", "code,province_code,name\n33,32,Jawa Tengah\n", 2)]
    [InlineData("villages.csv", "code,district_code,name\n32.04.12.2001,32.04.12,Satu\n32.04.13.2001,32.04.13,Dua\n", 3)]
    [InlineData("validity.csv", "code,name,valid_from,valid_until\n3204,,01-02-2026,\n", 2)]
    [InlineData("validity.csv", "code,name,valid_from,valid_until\n3204,,2026-02-30,\n", 2)]
    [InlineData("validity.csv", "code,name,valid_from,valid_until\n3204,,2026-01-02,2026-01-01\n", 2)]
    [InlineData("validity.csv", "code,name,valid_from,valid_until\n3204,,,\n3299,,,\n", 3)]
    [InlineData("validity.csv", "code,name,valid_from,valid_until\n32.04,,,\n", 2)]
    public void A_broken_file_is_named_with_its_line(string file, string content, int line)
    {
        var failure = Assert.Throws<WilayahFileException>(() => Load((file, content)));
        Assert.Equal((file, line), (failure.File, failure.Line));
        Assert.StartsWith($"{file}, line {line}: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_missing_is_named()
    {
        var folder = Directory.CreateTempSubdirectory("dtsen-wilayah-");
        try
        {
            var failure = Assert.Throws<FileNotFoundException>(() => WilayahTable.Load(folder.FullName));
            Assert.Contains("provinces.csv", failure.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static WilayahTable Load(string overlay) => Load(("validity.csv", overlay));

    /// <summary>A few regions, with one of the files replaced.</summary>
    private static WilayahTable Load((string File, string Content) replaced)
    {
        var folder = Directory.CreateTempSubdirectory("dtsen-wilayah-");
        try
        {
            Write("provinces.csv", "code,name\n32,Jawa Barat\n");
            Write("regencies.csv", "code,province_code,name\n32.04,32,Kabupaten Bandung\n");
            Write("districts.csv", "code,regency_code,name\n32.04.12,32.04,Dayeuhkolot\n");
            Write("villages.csv", "code,district_code,name\n32.04.12.2001,32.04.12,Cangkuang Wetan\n");
            Write(replaced.File, replaced.Content);
            return WilayahTable.Load(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        void Write(string file, string content) => File.WriteAllText(Path.Combine(folder.FullName, file), content);
    }

    private static WilayahCode Code(string text) =>
        WilayahCode.TryParse(text, out var code) ? code : throw new ArgumentException("Not a code.", nameof(text));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
