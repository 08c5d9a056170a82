namespace Dtsen.Exchange.Server.Population;

/// <summary>What a field of an event must be, and what to do.</summary>
/// <param name="English">The rule.</param>
/// <param name="Indonesian">The same.</param>
internal sealed record EventRule(string English, string Indonesian)
{
    public static readonly EventRule EventId = new(
        "must hold 1 to 64 characters of A-Z a-z 0-9 . _ : -.", "harus berisi 1 sampai 64 karakter A-Z a-z 0-9 . _ : -.");

    public static readonly EventRule Day = new(
        "must be a day of the calendar, from 1900 to today (WIB).", "harus tanggal kalender, dari 1900 sampai hari ini (WIB).");

    public static readonly EventRule BirthDate = new(
        "must be a day of the calendar, from 1880 to today (WIB).", "harus tanggal kalender, dari 1880 sampai hari ini (WIB).");

    public static readonly EventRule Kind = new("say what happened.", "isi peristiwanya.");

    public static readonly EventRule Nik = new(
        "is not a NIK: exactly 16 digits, as text, without blanks; `dtsen nik check` explains a number.",
        "bukan NIK yang sah: tepat 16 angka, sebagai teks, tanpa spasi; `dtsen nik check` menjelaskannya.");

    public static readonly EventRule OtherNik = new(
        "must be the NIK of the same person that remains, another than nik.",
        "harus NIK orang yang sama yang tetap berlaku, berbeda dari nik.");

    public static readonly EventRule FamilyNumber = new(
        "is not a nomor KK: exactly 16 digits, as text, without blanks.",
        "bukan nomor KK yang sah: tepat 16 angka, sebagai teks, tanpa spasi.");

    public static readonly EventRule OtherFamily = new(
        "must be another number than the one before.", "harus nomor yang berbeda dari nomor lama.");

    public static readonly EventRule Desa = new(
        "must be a Kemendagri code of a desa or kelurahan, 10 digits.", "harus kode desa atau kelurahan dari Kemendagri, 10 angka.");

    public static readonly EventRule Name = new(
        "must hold 1 to 200 characters that are not all blank.", "harus berisi 1 sampai 200 karakter dan tidak boleh kosong.");

    public static readonly EventRule Sex = new("must be 1 (laki-laki) or 2 (perempuan).", "harus 1 (laki-laki) atau 2 (perempuan).");

    public static readonly EventRule People = new(
        "must hold 1 to 100 people, nobody twice.", "harus berisi 1 sampai 100 orang, tidak boleh ganda.");

    public static readonly EventRule NoPeople = new(
        "is for PISAH alone: all of the KK before go along.", "hanya untuk PISAH: semua anggota KK lama ikut.");

    public static readonly EventRule Who = new("say who moved: keluarga or anggota.", "isi siapa yang pindah: keluarga atau anggota.");

    public static readonly EventRule Destination = new("say to which KK.", "isi KK tujuannya.");

    public static readonly EventRule Reason = new("say why the KK was issued.", "isi alasan KK diterbitkan.");

    public static readonly EventRule Status = new(
        "must be AKTIF, TIDAK_AKTIF or GANDA; a death is an event of its own.",
        "harus AKTIF, TIDAK_AKTIF, atau GANDA; kematian adalah peristiwa tersendiri.");

    public static readonly EventRule Correction = new("must correct something.", "harus membetulkan sesuatu.");
}
