namespace Dtsen.Exchange.Domain.NikChecks;

/// <summary>How severe a finding is and what a person does about it.</summary>
public static class NikFindings
{
    /// <summary>Whether the finding means that it is no NIK, or only that somebody should look.</summary>
    public static NikVerdict VerdictOf(NikFinding finding) => finding switch
    {
        NikFinding.KabupatenUnknown or NikFinding.KecamatanUnknown or NikFinding.BirthDateDiffers or NikFinding.SexDiffers =>
            NikVerdict.Warning,
        _ => NikVerdict.Error,
    };

    /// <summary>What was found and what to do, in English and Indonesian.</summary>
    public static (string English, string Indonesian) Explain(NikFinding finding) => finding switch
    {
        NikFinding.Empty => (
            "No NIK was given: ask for it.",
            "NIK kosong: mintalah NIK-nya."),
        NikFinding.Placeholder => (
            "A placeholder, not a NIK: ask for the NIK on the KTP-el or the Kartu Keluarga.",
            "Pengisi sementara, bukan NIK: mintalah NIK pada KTP-el atau Kartu Keluarga."),
        NikFinding.Blanks => (
            "Blanks before or after the digits: remove them at the source.",
            "Ada spasi sebelum atau sesudah angka: hapus di sumbernya."),
        NikFinding.ForeignDigits => (
            "Digits of another script (such as full-width ones): type them as 0 to 9.",
            "Angka dari aksara lain (misalnya lebar penuh): ketik dengan 0 sampai 9."),
        NikFinding.Spreadsheet => (
            "A number that a spreadsheet has rounded: the last digits are lost; export the column as text from the source.",
            "Angka yang dibulatkan lembar kerja: digit terakhir hilang; ekspor ulang kolom sebagai teks dari sumbernya."),
        NikFinding.NotDigits => (
            "Holds something other than digits: a NIK is 16 digits and nothing else.",
            "Berisi selain angka: NIK terdiri atas 16 angka saja."),
        NikFinding.Length => (
            "Does not have 16 digits: compare with the KTP-el.",
            "Tidak terdiri atas 16 angka: bandingkan dengan KTP-el."),
        NikFinding.ProvinceUnknown => (
            "Digits 1-2 are not a province of Kemendagri: compare with the KTP-el.",
            "Angka 1-2 bukan kode provinsi Kemendagri: bandingkan dengan KTP-el."),
        NikFinding.KabupatenUnknown => (
            "Digits 1-4 are not in today's list of kabupaten and kota; the code may have been retired. It may still be right.",
            "Angka 1-4 tidak ada dalam daftar kabupaten/kota saat ini; mungkin kodenya sudah tidak dipakai. NIK bisa tetap benar."),
        NikFinding.KecamatanUnknown => (
            "Digits 1-6 are not in today's list of kecamatan; the code may have been retired. It may still be right.",
            "Angka 1-6 tidak ada dalam daftar kecamatan saat ini; mungkin kodenya sudah tidak dipakai. NIK bisa tetap benar."),
        NikFinding.DateImpossible => (
            "Digits 7-12 are not a date of birth (women: day + 40): compare with the KTP-el.",
            "Angka 7-12 bukan tanggal lahir (perempuan: tanggal + 40): bandingkan dengan KTP-el."),
        NikFinding.SequenceZero => (
            "Digits 13-16 are 0000, which is never issued: compare with the KTP-el.",
            "Angka 13-16 adalah 0000 yang tidak pernah diterbitkan: bandingkan dengan KTP-el."),
        NikFinding.BirthDateDiffers => (
            "The date of birth differs from the digits; after a correction that is right. Check it.",
            "Tanggal lahir berbeda dari angka NIK; setelah pembetulan data itu wajar. Periksa kembali."),
        NikFinding.SexDiffers => (
            "The sex differs from the digits; after a correction that is right. Check it.",
            "Jenis kelamin berbeda dari angka NIK; setelah pembetulan data itu wajar. Periksa kembali."),
        _ => throw new ArgumentOutOfRangeException(nameof(finding)),
    };
}
