namespace Dtsen.Exchange.Domain.Tests.Variables;

/// <summary>Version 1 of the code lists. Whoever changes one makes a new version: released data were coded by this one.</summary>
public class CodeListTests
{
    [Theory]
    [InlineData("status_kepemilikan_rumah", "1 milik sendiri; 2 kontrak/sewa; 3 bebas sewa; 4 dinas; 5 lainnya")]
    [InlineData(
        "jenis_lantai",
        "1 marmer/granit; 2 keramik; 3 parket/vinil/karpet; 4 ubin/tegel/teraso; 5 kayu/papan; 6 semen/bata merah; " +
        "7 bambu; 8 tanah; 9 lainnya")]
    [InlineData(
        "jenis_dinding",
        "1 tembok; 2 plesteran anyaman bambu/kawat; 3 kayu/papan/gypsum/GRC/calciboard; 4 anyaman bambu; 5 batang kayu; " +
        "6 bambu; 7 lainnya")]
    [InlineData("jenis_atap", "1 beton; 2 genteng; 3 seng; 4 asbes; 5 bambu; 6 kayu/sirap; 7 jerami/ijuk/daun/rumbia; 8 lainnya")]
    [InlineData(
        "sumber_air_minum",
        "1 kemasan bermerk; 2 isi ulang; 3 leding; 4 sumur bor/pompa; 5 sumur terlindung; 6 sumur tak terlindung; " +
        "7 mata air terlindung; 8 mata air tak terlindung; 9 air permukaan; 10 hujan; 11 lainnya")]
    [InlineData("sumber_penerangan", "1 PLN dengan meteran; 2 PLN tanpa meteran; 3 non-PLN; 4 bukan listrik")]
    [InlineData("daya_terpasang", "1 450 watt; 2 900 watt; 3 1.300 watt; 4 2.200 watt; 5 lebih dari 2.200 watt")]
    [InlineData(
        "bahan_bakar_memasak",
        "0 tidak memasak; 1 listrik; 2 elpiji 5,5 kg; 3 elpiji 12 kg; 4 elpiji 3 kg; 5 gas kota; 6 biogas; " +
        "7 minyak tanah; 8 briket; 9 arang; 10 kayu bakar; 11 lainnya")]
    [InlineData(
        "fasilitas_bab",
        "1 sendiri; 2 bersama keluarga tertentu; 3 MCK komunal; 4 MCK umum; 5 ada, tidak digunakan; 6 tidak ada")]
    [InlineData("jenis_kloset", "1 leher angsa; 2 plengsengan dengan tutup; 3 plengsengan tanpa tutup; 4 cemplung/cubluk")]
    [InlineData(
        "pembuangan_tinja",
        "1 tangki septik; 2 IPAL; 3 kolam/sawah/sungai/danau/laut; 4 lubang tanah; 5 pantai/tanah lapang/kebun; " +
        "6 lainnya")]
    [InlineData("jenis_kelamin", "1 laki-laki; 2 perempuan")]
    [InlineData("status_kawin", "1 belum kawin; 2 kawin; 3 cerai hidup; 4 cerai mati")]
    [InlineData(
        "status_hubungan",
        "1 kepala keluarga; 2 istri/suami; 3 anak; 4 menantu; 5 cucu; 6 orang tua/mertua; 7 pembantu/sopir; 8 lainnya")]
    [InlineData("partisipasi_sekolah", "1 tidak/belum pernah; 2 masih sekolah; 3 tidak lagi")]
    [InlineData(
        "ijazah_tertinggi",
        "1 Paket A; 2 SDLB; 3 SD; 4 MI; 5 SPM/PDF Ula; 6 Paket B; 7 SMPLB; 8 SMP; 9 MTs; 10 SPM/PDF Wustha; 11 Paket C; " +
        "12 SMLB; 13 SMA; 14 MA; 15 SMK; 16 MAK; 17 SPM/PDF Ulya; 18 D1-D3; 19 D4/S1; 20 profesi; 21 S2; 22 S3; " +
        "23 tidak punya")]
    [InlineData(
        "status_pekerjaan",
        "1 berusaha sendiri; 2 dibantu buruh tidak tetap; 3 dibantu buruh tetap; 4 buruh/karyawan swasta; " +
        "5 PNS/TNI/Polri/BUMN/pejabat; 6 bebas pertanian; 7 bebas non-pertanian; 8 pekerja keluarga")]
    [InlineData("disabilitas", "1 sama sekali tidak bisa; 2 banyak kesulitan; 3 sedikit kesulitan; 4 tidak ada")]
    [InlineData(
        "penyakit_kronis",
        "1 tidak ada; 2 hipertensi; 3 rematik; 4 asma; 5 jantung; 6 diabetes; 7 TBC; 8 stroke; 9 kanker; " +
        "10 gagal ginjal; 11 hemofilia; 12 HIV/AIDS; 13 kolesterol; 14 sirosis; 15 thalasemia; 16 leukemia; " +
        "17 alzheimer; 18 lainnya")]
    public void Version_1_is_as_it_was(string name, string codes)
    {
        var list = ShippedCatalogue.Catalogue.FindCodeList(name)!;
        Assert.Equal(1, list.Version);
        Assert.Equal(codes, string.Join("; ", list.Codes.Select(code => $"{code} {list.LabelOf(code)}")));
    }

    [Fact]
    public void There_are_no_others() => Assert.Equal(
        typeof(CodeListTests).GetMethod(nameof(Version_1_is_as_it_was))!
            .GetCustomAttributesData().Where(data => data.AttributeType == typeof(InlineDataAttribute))
            .Select(data => ((IReadOnlyList<System.Reflection.CustomAttributeTypedArgument>)data.ConstructorArguments[0].Value!)[0].Value!)
            .Cast<string>().Order(StringComparer.Ordinal),
        ShippedCatalogue.Catalogue.Variables.Select(variable => variable.CodeList).OfType<string>().Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void A_code_is_in_its_list_or_not()
    {
        var fuel = ShippedCatalogue.Catalogue.FindCodeList("bahan_bakar_memasak")!;
        Assert.True(fuel.Contains(0) && fuel.Contains(11));
        Assert.False(fuel.Contains(12) || fuel.Contains(uint.MaxValue));
        Assert.Equal("", fuel.LabelOf(12));
        Assert.Null(ShippedCatalogue.Catalogue.FindCodeList("nothing"));
    }
}
