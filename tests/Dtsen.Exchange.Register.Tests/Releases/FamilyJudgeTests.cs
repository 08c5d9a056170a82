using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Register.Releases;
using FsCheck.Xunit;
using Google.Protobuf;
using Google.Type;

namespace Dtsen.Exchange.Register.Tests.Releases;

public sealed class FamilyJudgeTests
{
    private static readonly Domain.Wilayahs.WilayahCode Bandung = Config.Kabupaten("3204");

    private const string Number = "nomor_kartu_keluarga";

    private readonly FamilyJudge _judge = new(Config.Rules);

    /// <summary>What is changed in a good family of three, and the fault that it then has; no reason: it has none still.</summary>
    public static TheoryData<string, Action<Family>, SetAsideReason, string> Changes { get; } = new()
    {
        { "nothing", _ => { }, 0, "" },
        { "KK empty", f => f.NomorKartuKeluarga = "", SetAsideReason.FamilyNumberInvalid, Number },
        { "KK zero", f => f.NomorKartuKeluarga = "0", SetAsideReason.FamilyNumberInvalid, Number },
        { "KK of 15", f => f.NomorKartuKeluarga = "320401010120000", SetAsideReason.FamilyNumberInvalid, Number },
        { "KK of 17", f => f.NomorKartuKeluarga = "32040101012000011", SetAsideReason.FamilyNumberInvalid, Number },
        { "KK with a blank", f => f.NomorKartuKeluarga = " 320401010120001", SetAsideReason.FamilyNumberInvalid, Number },
        { "KK in no province", f => f.NomorKartuKeluarga = "9904010101200001", SetAsideReason.FamilyNumberInvalid, Number },
        { "KK with a woman's day", f => f.NomorKartuKeluarga = "3204014101200001", SetAsideReason.FamilyNumberInvalid, Number },
        { "KK of one digit", f => f.NomorKartuKeluarga = "1111111111111111", SetAsideReason.FamilyNumberInvalid, Number },
        { "KK issued elsewhere", f => f.NomorKartuKeluarga = "9171010101200001", 0, "" },
        { "NIK empty", f => f.Members[0].NomorIndukKependudukan = "", SetAsideReason.NikInvalid, NikOf(0) },
        { "NIK placeholder", f => f.Members[2].NomorIndukKependudukan = "NIK sementara", SetAsideReason.NikInvalid, NikOf(2) },
        { "NIK of one digit", f => f.Members[1].NomorIndukKependudukan = "1111111111111111", SetAsideReason.NikInvalid, NikOf(1) },
        { "NIK in no province", f => f.Members[1].NomorIndukKependudukan = "9704010101800001", SetAsideReason.NikInvalid, NikOf(1) },
        { "NIK on 30 February", f => f.Members[1].NomorIndukKependudukan = "3204013002800001", SetAsideReason.NikInvalid, NikOf(1) },
        { "NIK of sequence 0", f => f.Members[1].NomorIndukKependudukan = "3204010101800000", SetAsideReason.NikInvalid, NikOf(1) },
        { "NIK in full-width digits", f => f.Members[1].NomorIndukKependudukan = "３２０４０１０１０１８００００１", SetAsideReason.NikInvalid, NikOf(1) },
        { "NIK of no kabupaten of today", f => f.Members[1].NomorIndukKependudukan = "3299990101800001", 0, "" },
        { "NIK of Papua", f => f.Members[1].NomorIndukKependudukan = "9671016902200001", 0, "" },
        { "NIK that says another birth date and sex", f => f.Members[1].NomorIndukKependudukan = "3204015509550001", 0, "" },
        { "no code system", f => f.WilayahCodeSystem = 0, SetAsideReason.WilayahInvalid, "wilayah_code_system" },
        { "codes of BPS", f => f.WilayahCodeSystem = WilayahCodeSystem.Bps, SetAsideReason.WilayahInvalid, "wilayah_code_system" },
        { "another system", f => f.WilayahCodeSystem = (WilayahCodeSystem)9, SetAsideReason.WilayahInvalid, "wilayah_code_system" },
        { "no province", f => f.KodeProvinsi = "", SetAsideReason.WilayahInvalid, "kode_provinsi" },
        { "another province", f => f.KodeProvinsi = "33", SetAsideReason.WilayahInvalid, "kode_provinsi" },
        { "another kabupaten", f => f.KodeKabupatenKota = "3273", SetAsideReason.WilayahInvalid, "kode_kabupaten_kota" },
        { "no kecamatan", f => f.KodeKecamatan = "", SetAsideReason.WilayahInvalid, "kode_kecamatan" },
        { "another kecamatan", f => f.KodeKecamatan = "320499", SetAsideReason.WilayahInvalid, "kode_kecamatan" },
        { "no desa", f => f.KodeKelurahanDesa = "", SetAsideReason.WilayahInvalid, "kode_kelurahan_desa" },
        { "an unknown desa", f => f.KodeKelurahanDesa = f.KodeKecamatan + "2999", SetAsideReason.WilayahInvalid, "kode_kelurahan_desa" },
        { "a kecamatan for a desa", f => f.KodeKelurahanDesa = f.KodeKecamatan, SetAsideReason.WilayahInvalid, "kode_kelurahan_desa" },
        { "a desa with dots", f => f.KodeKelurahanDesa = "32.04.05.2001", SetAsideReason.WilayahInvalid, "kode_kelurahan_desa" },
        { "a desa elsewhere", f => f.KodeKelurahanDesa = DesaOf("3273"), SetAsideReason.WilayahInvalid, "kode_kelurahan_desa" },
        { "desil 11", f => f.DesilNasional = 11, SetAsideReason.DesilInvalid, "desil_nasional" },
        { "desil provinsi 11", f => f.DesilProvinsi = 11, SetAsideReason.DesilInvalid, "desil_provinsi" },
        { "desil kabupaten of 32 bits", f => f.DesilKabupatenKota = uint.MaxValue, SetAsideReason.DesilInvalid, "desil_kabupaten_kota" },
        { "only desil nasional", f => Rank(f, 3, 0, 0, DesilBasis.Peringkat), SetAsideReason.DesilInvalid, "desil_provinsi" },
        { "no desil nasional", f => Rank(f, 0, 3, 3, DesilBasis.Peringkat), SetAsideReason.DesilInvalid, "desil_provinsi" },
        { "no desil kabupaten", f => Rank(f, 3, 3, 0, DesilBasis.Peringkat), SetAsideReason.DesilInvalid, "desil_kabupaten_kota" },
        { "desil by no basis", f => Rank(f, 1, 1, 1, DesilBasis.Unspecified), SetAsideReason.DesilInvalid, "desil_basis" },
        { "desil of a new family", f => Rank(f, 1, 1, 1, DesilBasis.KeluargaBaru), SetAsideReason.DesilInvalid, "desil_basis" },
        { "desil by a basis that is none", f => Rank(f, 1, 1, 1, (DesilBasis)5), SetAsideReason.DesilInvalid, "desil_basis" },
        { "ranked without desil", f => Rank(f, 0, 0, 0, DesilBasis.Peringkat), SetAsideReason.DesilInvalid, "desil_basis" },
        { "lineage without desil", f => Rank(f, 0, 0, 0, DesilBasis.KkLanjutan), SetAsideReason.DesilInvalid, "desil_basis" },
        { "desil 1 by ranking", f => Rank(f, 1, 1, 1, DesilBasis.Peringkat), 0, "" },
        { "desil 10 by lineage", f => Rank(f, 10, 10, 10, DesilBasis.KkLanjutan), 0, "" },
        { "desil of the family joined", f => Rank(f, 10, 1, 5, DesilBasis.IkutKeluarga), 0, "" },
        { "not ranked yet", f => Rank(f, 0, 0, 0, DesilBasis.Unspecified), 0, "" },
        { "new", f => Rank(f, 0, 0, 0, DesilBasis.KeluargaBaru), 0, "" },
        { "an unknown floor", f => f.JenisLantaiTerluas = 10, SetAsideReason.CodeUnknown, "jenis_lantai_terluas" },
        { "floor 0, written out", f => f.JenisLantaiTerluas = 0, SetAsideReason.CodeUnknown, "jenis_lantai_terluas" },
        { "no floor", f => f.ClearJenisLantaiTerluas(), 0, "" },
        { "no cooking, code 0", f => f.BahanBakarUtamaMemasak = 0, 0, "" },
        { "an unknown sex", f => f.Members[1].JenisKelamin = 3, SetAsideReason.CodeUnknown, Member(1, "jenis_kelamin") },
        { "a code of 32 bits", f => f.Members[1].StatusKawin = uint.MaxValue, SetAsideReason.CodeUnknown, Member(1, "status_kawin") },
        { "no sex", f => f.Members[1].ClearJenisKelamin(), 0, "" },
        {
            "an unknown certificate", f => f.Members[0].Pendidikan = new() { IjazahTertinggi = 24 },
            SetAsideReason.CodeUnknown, Member(0, "pendidikan.ijazah_tertinggi")
        },
        {
            "an unknown difficulty", f => f.Members[2].PenyandangDisabilitas = new() { MengurusDiri = 5 },
            SetAsideReason.CodeUnknown, Member(2, "penyandang_disabilitas.mengurus_diri")
        },
        { "an unknown illness", f => f.Members[2].PenyakitKronis.Add([1, 19]), SetAsideReason.CodeUnknown, Member(2, "penyakit_kronis") },
        { "no members", f => f.Members.Clear(), SetAsideReason.MembersInvalid, "members" },
        { "101 members", f => Grow(f, 101), SetAsideReason.MembersInvalid, "members" },
        { "100 members", f => Grow(f, 100), 0, "" },
        { "no name", f => f.Members[1].Nama = "", SetAsideReason.NameInvalid, Member(1, "nama") },
        { "a name of blanks", f => f.Members[1].Nama = " \t ", SetAsideReason.NameInvalid, Member(1, "nama") },
        { "a name of 201", f => f.Members[1].Nama = new string('A', 201), SetAsideReason.NameInvalid, Member(1, "nama") },
        { "300 blanks for a name", f => f.Members[1].Nama = new string(' ', 300), SetAsideReason.NameInvalid, Member(1, "nama") },
        { "a name of 200", f => f.Members[1].Nama = new string('A', 200), 0, "" },
        { "a name of 200 once folded", f => f.Members[1].Nama = "  " + new string('A', 100) + "   " + new string('B', 99) + " ", 0, "" },
        { "a name of one letter", f => f.Members[1].Nama = "A", 0, "" },
        { "a head's name of 201", f => f.NamaKepalaKeluarga = new string('A', 201), SetAsideReason.NameInvalid, "nama_kepala_keluarga" },
        { "a head's name of blanks", f => f.NamaKepalaKeluarga = "  ", SetAsideReason.NameInvalid, "nama_kepala_keluarga" },
        { "no head's name", f => f.NamaKepalaKeluarga = "", 0, "" },
        { "no birth date", f => f.Members[2].TanggalLahir = null, SetAsideReason.BirthDateInvalid, Member(2, "tanggal_lahir") },
        { "birth date 0", f => f.Members[2].TanggalLahir = new Date(), SetAsideReason.BirthDateInvalid, Member(2, "tanggal_lahir") },
        { "born on 29 February 1900", f => Born(f, 1900, 2, 29), SetAsideReason.BirthDateInvalid, Member(2, "tanggal_lahir") },
        { "born in month 13", f => Born(f, 1990, 13, 1), SetAsideReason.BirthDateInvalid, Member(2, "tanggal_lahir") },
        { "born in a year without a day", f => Born(f, 1990, 0, 0), SetAsideReason.BirthDateInvalid, Member(2, "tanggal_lahir") },
        { "born in a negative year", f => Born(f, -1, 1, 1), SetAsideReason.BirthDateInvalid, Member(2, "tanggal_lahir") },
        { "born in year 10000", f => Born(f, 10000, 1, 1), SetAsideReason.BirthDateInvalid, Member(2, "tanggal_lahir") },
        { "born in 1879", f => Born(f, 1879, 12, 31), SetAsideReason.BirthDateInvalid, Member(2, "tanggal_lahir") },
        { "born the day after the upload", f => Born(f, 2026, 10, 1), SetAsideReason.BirthDateInvalid, Member(2, "tanggal_lahir") },
        { "born on the day of the upload", f => Born(f, 2026, 9, 30), 0, "" },
        { "born on the first day", f => Born(f, 1880, 1, 1), 0, "" },
        { "born on 29 February 2000", f => Born(f, 2000, 2, 29), 0, "" },
        { "no status", f => f.Members[0].StatusNik = 0, SetAsideReason.NikStatusMissing, Member(0, "status_nik") },
        { "a status that is none", f => f.Members[0].StatusNik = (NikStatus)5, SetAsideReason.NikStatusMissing, Member(0, "status_nik") },
        { "dead", f => f.Members[0].StatusNik = NikStatus.Meninggal, 0, "" },
    };

    [Theory]
    [MemberData(nameof(Changes), DisableDiscoveryEnumeration = true)]
    public void Tells_reason_and_field(string what, Action<Family> change, SetAsideReason reason, string field)
    {
        var sent = FamilySample.Make(new Random(1), Bandung, 7, 3);
        change(sent);
        var fault = _judge.Judge(Bandung, sent.ToByteArray(), out var family);
        Assert.True(what.Length > 0);
        Assert.Equal(reason == 0 ? null : new FamilyFault(reason, field), fault);
        Assert.Equal(reason == 0 ? sent : null, family);
    }

    [Fact]
    public void Of_several_faults_the_lowest_reason_is_told_and_then_the_first_member()
    {
        var family = FamilySample.Make(new Random(1), Bandung, 7, 3);
        family.Members[0].StatusNik = 0;
        family.Members[2].Nama = "";
        family.Members[1].Nama = "";
        family.JenisAtapTerluas = 99;
        Assert.Equal(new FamilyFault(SetAsideReason.CodeUnknown, "jenis_atap_terluas"), _judge.Judge(Bandung, family.ToByteArray(), out _));
        family.ClearJenisAtapTerluas();
        Assert.Equal(new FamilyFault(SetAsideReason.NameInvalid, "members[1].nama"), _judge.Judge(Bandung, family.ToByteArray(), out _));
    }

    [Fact]
    public void One_judge_serves_one_kabupaten_after_another()
    {
        var kota = Config.Kabupaten("3273");
        var here = FamilySample.Make(new Random(1), Bandung, 7, 1).ToByteArray();
        var there = FamilySample.Make(new Random(1), kota, 7, 1).ToByteArray();
        Assert.Null(_judge.Judge(Bandung, here, out _));
        Assert.Null(_judge.Judge(kota, there, out _));
        Assert.Equal("kode_kabupaten_kota", _judge.Judge(Bandung, there, out _)!.Value.Field);
        Assert.Null(_judge.Judge(Bandung, here, out _));
    }

    [Property(MaxTest = 300)]
    public void Bytes_of_any_kind_have_a_reason_and_never_end_in_an_error(byte[] bytes, FsCheck.DoNotSize<int> seed)
    {
        Assert.NotNull(_judge.Judge(Bandung, bytes, out _));

        // And bytes that are nearly right: some are flipped, and what passes still writes itself as it came.
        var random = new Random(seed.Item);
        var near = FamilySample.Make(random, Bandung, 7, 3).ToByteArray();
        for (var flips = random.Next(1, 4); flips > 0; flips--)
        {
            near[random.Next(near.Length)] ^= (byte)(1 << random.Next(8));
        }

        if (_judge.Judge(Bandung, near, out var family) is null)
        {
            Assert.True(family!.ToByteArray().AsSpan().SequenceEqual(near));
        }
    }

    private static string NikOf(int index) => Member(index, "nomor_induk_kependudukan");

    private static string Member(int index, string field) => $"members[{index}].{field}";

    private static string DesaOf(string kabupaten)
    {
        var wilayah = Config.Rules.Wilayah;
        return wilayah.ChildrenOf(wilayah.ChildrenOf(Config.Kabupaten(kabupaten))[0])[0].ToString();
    }

    private static void Rank(Family family, uint nasional, uint provinsi, uint kabupaten, DesilBasis basis) =>
        (family.DesilNasional, family.DesilProvinsi, family.DesilKabupatenKota, family.DesilBasis) = (nasional, provinsi, kabupaten, basis);

    private static void Born(Family family, int year, int month, int day) =>
        family.Members[2].TanggalLahir = new Date { Year = year, Month = month, Day = day };

    private static void Grow(Family family, int members)
    {
        family.Members.Clear();
        family.Members.AddRange(FamilySample.Make(new Random(2), Bandung, 7, members).Members);
    }
}
