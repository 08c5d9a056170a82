namespace Dtsen.Exchange.Domain.Matching;

/// <summary>The next steps in words.</summary>
public static class NextStepText
{
    /// <summary>What to do, in English and Indonesian.</summary>
    public static (string English, string Indonesian) Of(NextStep step) => step switch
    {
        NextStep.UseRecord => (
            "Nothing to do: use the record.",
            "Tidak perlu tindakan: data dapat digunakan."),
        NextStep.UpdateRecord => (
            "The record can be used. Bring what differs, fields or words of the name, up to date by KTP-el and KK.",
            "Data dapat digunakan. Perbarui isian, atau kata dalam nama, yang berbeda sesuai KTP-el dan KK."),
        NextStep.CheckName => (
            "Compare the name with the KTP-el and send it again as it stands there.",
            "Bandingkan nama dengan KTP-el, lalu kirim ulang sesuai yang tertulis."),
        NextStep.CheckNik => (
            "Compare the NIK with the KTP-el digit by digit: one may be wrong, or two exchanged.",
            "Bandingkan NIK dengan KTP-el angka demi angka: mungkin ada satu angka yang salah atau dua yang tertukar."),
        NextStep.CheckIdentity => (
            "Look at KTP-el and KK: this NIK is not shown to be this person's. Do not use the record as matched.",
            "Periksa KTP-el dan KK: NIK ini belum terbukti milik orang tersebut. Jangan gunakan sebagai data padan."),
        NextStep.AskForOtherNik => (
            "Ask the person for the NIK on the current KTP-el: this one was replaced by another.",
            "Tanyakan NIK pada KTP-el terbaru: NIK ini sudah digantikan NIK lain."),
        NextStep.SeeDukcapil => (
            "Ask the person to see Dukcapil: the NIK is switched off.",
            "Arahkan yang bersangkutan ke Dukcapil: NIK dinonaktifkan."),
        NextStep.MarkDeceased => (
            "Mark the person as deceased; the family keeps its own record.",
            "Tandai yang bersangkutan meninggal dunia; data keluarganya tetap."),
        NextStep.CorrectNik => (
            "Write the NIK as exactly 16 digits, as on the KTP-el and as text; `dtsen nik check` explains what is wrong.",
            "Tulis NIK tepat 16 angka sesuai KTP-el dan sebagai teks; `dtsen nik check` menjelaskan kesalahannya."),
        NextStep.TryTomorrow => (
            "Several differing records with this NIK were sent today: settle by KTP-el and KK which is right and send that one tomorrow.",
            "Beberapa data berbeda dengan NIK ini sudah dikirim hari ini: pastikan yang benar dengan KTP-el dan KK, lalu kirim besok."),
        NextStep.AskForNik => (
            "Ask the person for the NIK on the KTP-el or KK and send the record with it: without one nobody is matched.",
            "Tanyakan NIK sesuai KTP-el atau KK, lalu kirim ulang data beserta NIK: tanpa NIK tidak ada yang dinyatakan padan."),
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };
}
