using System.Text.Json.Nodes;
using Dtsen.Exchange.Domain.Variables;

namespace Dtsen.Exchange.Domain.Tests.Variables;

public class VariableCatalogueTests
{
    private static readonly VariableCatalogue Catalogue = ShippedCatalogue.Catalogue;

    [Fact]
    public void There_are_39_variables_13_of_the_person_and_26_of_the_family()
    {
        Assert.Equal(
            [
                "nomor_induk_kependudukan", "nama", "nomor_kartu_keluarga", "tanggal_lahir", "jenis_kelamin", "alamat",
                "status_hubungan_keluarga", "status_kawin", "pendidikan", "pekerjaan", "kepemilikan_usaha",
                "penyandang_disabilitas", "penyakit_kronis",
            ],
            Numbered("person"));
        Assert.Equal(
            [
                "kode_provinsi", "nama_provinsi", "kode_kabupaten_kota", "nama_kabupaten_kota", "kode_kecamatan", "nama_kecamatan",
                "kode_kelurahan_desa", "nama_kelurahan_desa", "alamat_keluarga", "lokasi", "nomor_kartu_keluarga",
                "nama_kepala_keluarga", "keluarga_dalam_rumah", "status_kepemilikan_rumah", "jenis_lantai_terluas",
                "jenis_dinding_terluas", "jenis_atap_terluas", "sumber_air_minum_utama", "sumber_penerangan_utama", "daya_terpasang",
                "id_meteran_pln", "bahan_bakar_utama_memasak", "fasilitas_bab", "jenis_kloset", "pembuangan_akhir_tinja", "kepemilikan",
            ],
            Numbered("family"));
        Assert.Equal(1, Catalogue.Version);
    }

    [Fact]
    public void The_14_variabel_kunci_are_family_13_to_26() => Assert.Equal(
        Catalogue.Variables.Where(variable => variable is { Entity: "family", Number: >= 13 }),
        Catalogue.Variables.Where(variable => variable is { IsKey: true, Number: > 0 }));

    [Fact]
    public void There_are_19_assets_and_9_functions()
    {
        Assert.Equal(19, Catalogue.Variables.Count(variable => variable.Name.StartsWith("kepemilikan.", StringComparison.Ordinal)));
        Assert.Equal(9, Catalogue.Variables.Count(variable => variable.Name.StartsWith("penyandang_disabilitas.", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_the_law_calls_specific_is_classified_so_and_nothing_else()
    {
        var functions = Catalogue.Variables.Select(variable => variable.Name)
            .Where(name => name.StartsWith("penyandang_disabilitas.", StringComparison.Ordinal));
        string[] specific =
        [
            "penyandang_disabilitas", .. functions, "penyakit_kronis", "data_anak", "sasaran_rentan",
            .. Catalogue.Variables.Where(variable => variable.Type == "amount" && variable.Name.Contains('.', StringComparison.Ordinal))
                .Select(variable => variable.Name),
        ];

        Assert.Contains("kepemilikan.emas_perhiasan", specific);
        Assert.Contains("kepemilikan.sawah_kebun", specific);
        Assert.Equal(
            specific.Order(StringComparer.Ordinal),
            Catalogue.Variables.Where(variable => variable.Classification == Classification.Spesifik)
                .Select(variable => variable.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_code_has_a_list_and_every_amount_a_unit()
    {
        Assert.All(Catalogue.Variables, variable =>
        {
            Assert.Equal(variable.Type is "code" or "codes", variable.CodeList is not null);
            Assert.Equal(variable.Type is "amount", variable.Unit is not null);
            Assert.NotEmpty(variable.LabelId);
            Assert.NotEmpty(variable.LabelEn);
        });
    }

    [Fact]
    public void A_wildcard_grants_everything_but_what_is_specific()
    {
        HashSet<string> granted = [VariableCatalogue.Wildcard];
        Assert.All(Catalogue.Variables, variable =>
            Assert.Equal(variable.Classification != Classification.Spesifik, Catalogue.Grants(granted, variable.Name)));
    }

    [Theory]
    [InlineData("nama", "nama", true)]
    [InlineData("nama", "nama_kepala_keluarga", false)]
    [InlineData("penyakit_kronis", "penyakit_kronis", true)]
    [InlineData("kepemilikan", "kepemilikan.mobil", true)]
    [InlineData("kepemilikan", "kepemilikan.emas_perhiasan", false)]
    [InlineData("kepemilikan.emas_perhiasan", "kepemilikan.emas_perhiasan", true)]
    [InlineData("kepemilikan.mobil", "kepemilikan.sepeda", false)]
    [InlineData("kepemilikan.mobil", "kepemilikan", false)]
    [InlineData("penyandang_disabilitas", "penyandang_disabilitas.melihat", false)]
    [InlineData("penyandang_disabilitas.melihat", "penyandang_disabilitas.melihat", true)]
    [InlineData("invented", "invented", false)]
    [InlineData("*", "invented", false)]
    [InlineData("Nama", "nama", false)]
    public void A_name_grants_itself_and_items_that_are_not_specific(string granted, string name, bool grants) =>
        Assert.Equal(grants, Catalogue.Grants(new HashSet<string> { granted }, name));

    [Fact]
    public void Nothing_grants_nothing() => Assert.All(
        Catalogue.Variables, variable => Assert.False(Catalogue.Grants(new HashSet<string>(), variable.Name)));

    [Fact]
    public void A_variable_is_found_by_its_name()
    {
        Assert.Equal("jenis_lantai", Catalogue.Find("jenis_lantai_terluas")!.CodeList);
        Assert.Equal("gram", Catalogue.Find("kepemilikan.emas_perhiasan")!.Unit);
        Assert.Null(Catalogue.Find("emas_perhiasan"));
    }

    [Fact]
    public void A_broken_file_says_where()
    {
        Refused(catalogue => catalogue["variables"]![0]!["classification"] = "RAHASIA", "nomor_induk_kependudukan");
        Refused(catalogue => catalogue["variables"]![0]!["classification"] = "3", "nomor_induk_kependudukan");
        Refused(catalogue => catalogue["variables"]![4]!["code_list"] = "jenis_klmin", "jenis_klmin");
        Refused(catalogue => catalogue["variables"]![0]!["classificaton"] = "UMUM", "classificaton");
        Refused(catalogue => catalogue["variables"]![1]!.AsObject().Remove("name"), "name");
        Refused(catalogue => catalogue["code_lists"]!.AsArray().Add(catalogue["code_lists"]![0]!.DeepClone()), "status_kepemilikan_rumah");
        Refused(catalogue => catalogue["code_lists"]![0]!["codes"]![1]!["code"] = 1, "status_kepemilikan_rumah");
        Refused("null");
        Refused("{");
        Refused("");
    }

    private static IEnumerable<string> Numbered(string entity)
    {
        var variables = Catalogue.Variables.Where(variable => variable.Entity == entity && variable.Number > 0).ToArray();
        Assert.Equal(Enumerable.Range(1, variables.Length), variables.Select(variable => variable.Number));
        return variables.Select(variable => variable.Name);
    }

    private static void Refused(Action<JsonNode> damage, string named)
    {
        var catalogue = JsonNode.Parse(File.ReadAllText(ShippedCatalogue.File))!;
        damage(catalogue);
        Assert.Contains(named, Refused(catalogue.ToJsonString()), StringComparison.Ordinal);
    }

    private static string Refused(string content)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, content);
            var message = Assert.Throws<InvalidDataException>(() => VariableCatalogue.Load(path)).Message;
            Assert.Contains(Path.GetFileName(path), message, StringComparison.Ordinal);
            return message;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
