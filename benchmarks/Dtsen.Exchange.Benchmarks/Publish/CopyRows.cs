using System.Globalization;
using Dtsen.Exchange.Contracts.Type.V1;
using Npgsql;
using NpgsqlTypes;

namespace Dtsen.Exchange.Benchmarks.Publish;

/// <summary>Families and members as rows of PostgreSQL: every variable a column, codes as small numbers.</summary>
internal static class CopyRows
{
    public const string CreateFamilies = """
        create table families (
            nomor_kk bigint not null, kode_provinsi smallint not null, nama_provinsi text not null,
            kode_kabupaten_kota smallint not null, nama_kabupaten_kota text not null, kode_kecamatan integer not null,
            nama_kecamatan text not null, kode_kelurahan_desa bigint not null, nama_kelurahan_desa text not null,
            alamat text not null, latitude double precision not null, longitude double precision not null,
            nama_kepala_keluarga text not null, keluarga_dalam_rumah smallint, status_kepemilikan_rumah smallint,
            jenis_lantai_terluas smallint, jenis_dinding_terluas smallint, jenis_atap_terluas smallint,
            sumber_air_minum_utama smallint, sumber_penerangan_utama smallint, daya_terpasang smallint,
            id_meteran_pln text not null, bahan_bakar_utama_memasak smallint, fasilitas_bab smallint, jenis_kloset smallint,
            pembuangan_akhir_tinja smallint, tabung_gas boolean not null, lemari_es boolean not null, ac boolean not null,
            pemanas_air boolean not null, telepon_rumah boolean not null, tv_datar boolean not null,
            emas_perhiasan integer not null, komputer_laptop_tablet boolean not null, sepeda_motor boolean not null,
            sepeda boolean not null, mobil boolean not null, perahu boolean not null, kapal_perahu_motor boolean not null,
            smartphone boolean not null, sawah_kebun double precision not null, lahan_lainnya boolean not null,
            rumah_lainnya boolean not null, ternak_besar integer not null, ternak_kecil integer not null,
            desil_nasional smallint not null, desil_provinsi smallint not null, desil_kabupaten_kota smallint not null,
            desil_basis smallint not null)
        """;

    public const string CreateMembers = """
        create table members (
            nik bigint not null, nomor_kk bigint not null, nama text not null, tanggal_lahir date not null,
            jenis_kelamin smallint, alamat text not null, status_hubungan_keluarga smallint, status_kawin smallint,
            partisipasi_sekolah smallint, ijazah_tertinggi smallint, pekerjaan smallint, kepemilikan_usaha boolean not null,
            melihat smallint, mendengar smallint, berjalan smallint, menggunakan_tangan_jari smallint,
            belajar_intelektual smallint, mengendalikan_perilaku smallint, berbicara smallint, mengurus_diri smallint,
            mengingat_berkonsentrasi smallint, penyakit_kronis smallint[] not null, status_nik smallint not null)
        """;

    /// <summary>Writes a family.</summary>
    /// <returns>Its nomor KK.</returns>
    public static long Write(NpgsqlBinaryImporter row, Family family)
    {
        var number = Number(family.NomorKartuKeluarga);
        row.StartRow();
        row.Write(number, NpgsqlDbType.Bigint);
        row.Write((short)Number(family.KodeProvinsi), NpgsqlDbType.Smallint);
        row.Write(family.NamaProvinsi, NpgsqlDbType.Text);
        row.Write((short)Number(family.KodeKabupatenKota), NpgsqlDbType.Smallint);
        row.Write(family.NamaKabupatenKota, NpgsqlDbType.Text);
        row.Write((int)Number(family.KodeKecamatan), NpgsqlDbType.Integer);
        row.Write(family.NamaKecamatan, NpgsqlDbType.Text);
        row.Write(Number(family.KodeKelurahanDesa), NpgsqlDbType.Bigint);
        row.Write(family.NamaKelurahanDesa, NpgsqlDbType.Text);
        row.Write(family.Alamat, NpgsqlDbType.Text);
        row.Write(family.Lokasi.Latitude, NpgsqlDbType.Double);
        row.Write(family.Lokasi.Longitude, NpgsqlDbType.Double);
        row.Write(family.NamaKepalaKeluarga, NpgsqlDbType.Text);
        Code(row, family.HasKeluargaDalamRumah, family.KeluargaDalamRumah);
        Code(row, family.HasStatusKepemilikanRumah, family.StatusKepemilikanRumah);
        Code(row, family.HasJenisLantaiTerluas, family.JenisLantaiTerluas);
        Code(row, family.HasJenisDindingTerluas, family.JenisDindingTerluas);
        Code(row, family.HasJenisAtapTerluas, family.JenisAtapTerluas);
        Code(row, family.HasSumberAirMinumUtama, family.SumberAirMinumUtama);
        Code(row, family.HasSumberPeneranganUtama, family.SumberPeneranganUtama);
        Code(row, family.HasDayaTerpasang, family.DayaTerpasang);
        row.Write(family.IdMeteranPln, NpgsqlDbType.Text);
        Code(row, family.HasBahanBakarUtamaMemasak, family.BahanBakarUtamaMemasak);
        Code(row, family.HasFasilitasBab, family.FasilitasBab);
        Code(row, family.HasJenisKloset, family.JenisKloset);
        Code(row, family.HasPembuanganAkhirTinja, family.PembuanganAkhirTinja);
        WriteAssets(row, family.Kepemilikan);
        row.Write((short)family.DesilNasional, NpgsqlDbType.Smallint);
        row.Write((short)family.DesilProvinsi, NpgsqlDbType.Smallint);
        row.Write((short)family.DesilKabupatenKota, NpgsqlDbType.Smallint);
        row.Write((short)family.DesilBasis, NpgsqlDbType.Smallint);
        return number;
    }

    /// <summary>Writes a member of a family.</summary>
    public static void Write(NpgsqlBinaryImporter row, long familyNumber, Member member)
    {
        row.StartRow();
        row.Write(Number(member.NomorIndukKependudukan), NpgsqlDbType.Bigint);
        row.Write(familyNumber, NpgsqlDbType.Bigint);
        row.Write(member.Nama, NpgsqlDbType.Text);
        row.Write(new DateOnly(member.TanggalLahir.Year, member.TanggalLahir.Month, member.TanggalLahir.Day), NpgsqlDbType.Date);
        Code(row, member.HasJenisKelamin, member.JenisKelamin);
        row.Write(member.Alamat, NpgsqlDbType.Text);
        Code(row, member.HasStatusHubunganKeluarga, member.StatusHubunganKeluarga);
        Code(row, member.HasStatusKawin, member.StatusKawin);
        Code(row, member.Pendidikan is not null, member.Pendidikan?.PartisipasiSekolah ?? 0);
        Code(row, member.Pendidikan is not null, member.Pendidikan?.IjazahTertinggi ?? 0);
        Code(row, member.HasPekerjaan, member.Pekerjaan);
        row.Write(member.KepemilikanUsaha, NpgsqlDbType.Boolean);
        var functions = member.PenyandangDisabilitas;
        Code(row, functions is not null, functions?.Melihat ?? 0);
        Code(row, functions is not null, functions?.Mendengar ?? 0);
        Code(row, functions is not null, functions?.Berjalan ?? 0);
        Code(row, functions is not null, functions?.MenggunakanTanganJari ?? 0);
        Code(row, functions is not null, functions?.BelajarIntelektual ?? 0);
        Code(row, functions is not null, functions?.MengendalikanPerilaku ?? 0);
        Code(row, functions is not null, functions?.Berbicara ?? 0);
        Code(row, functions is not null, functions?.MengurusDiri ?? 0);
        Code(row, functions is not null, functions?.MengingatBerkonsentrasi ?? 0);
        row.Write(Array.ConvertAll([.. member.PenyakitKronis], code => (short)code), NpgsqlDbType.Array | NpgsqlDbType.Smallint);
        row.Write((short)member.StatusNik, NpgsqlDbType.Smallint);
    }

    private static void WriteAssets(NpgsqlBinaryImporter row, Kepemilikan assets)
    {
        row.Write(assets.TabungGas, NpgsqlDbType.Boolean);
        row.Write(assets.LemariEs, NpgsqlDbType.Boolean);
        row.Write(assets.Ac, NpgsqlDbType.Boolean);
        row.Write(assets.PemanasAir, NpgsqlDbType.Boolean);
        row.Write(assets.TeleponRumah, NpgsqlDbType.Boolean);
        row.Write(assets.TvDatar, NpgsqlDbType.Boolean);
        row.Write((int)assets.EmasPerhiasan, NpgsqlDbType.Integer);
        row.Write(assets.KomputerLaptopTablet, NpgsqlDbType.Boolean);
        row.Write(assets.SepedaMotor, NpgsqlDbType.Boolean);
        row.Write(assets.Sepeda, NpgsqlDbType.Boolean);
        row.Write(assets.Mobil, NpgsqlDbType.Boolean);
        row.Write(assets.Perahu, NpgsqlDbType.Boolean);
        row.Write(assets.KapalPerahuMotor, NpgsqlDbType.Boolean);
        row.Write(assets.Smartphone, NpgsqlDbType.Boolean);
        row.Write(assets.SawahKebun, NpgsqlDbType.Double);
        row.Write(assets.LahanLainnya, NpgsqlDbType.Boolean);
        row.Write(assets.RumahLainnya, NpgsqlDbType.Boolean);
        row.Write((int)assets.TernakBesar, NpgsqlDbType.Integer);
        row.Write((int)assets.TernakKecil, NpgsqlDbType.Integer);
    }

    private static void Code(NpgsqlBinaryImporter row, bool isThere, uint code)
    {
        if (isThere)
        {
            row.Write((short)code, NpgsqlDbType.Smallint);
        }
        else
        {
            row.WriteNull();
        }
    }

    private static long Number(string digits) => long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
