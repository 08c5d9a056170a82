using System.Text;
using Dtsen.Exchange.AccessLog.Tree;
using Dtsen.Exchange.Contracts.Population.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Population;
using Dtsen.Exchange.Domain.Wilayahs;
using Google.Protobuf.Collections;
using LifeEvent = Dtsen.Exchange.Contracts.Population.V1.LifeEvent;
using NikStatus = Dtsen.Exchange.Contracts.Type.V1.NikStatus;
using Reported = Dtsen.Exchange.Domain.Population.LifeEvent;

namespace Dtsen.Exchange.Server.Population;

/// <summary>Reads events as they are reported: their form, and what they say. Nothing here depends on who is known.</summary>
internal static class EventReader
{
    /// <summary>Reads an event that is reported.</summary>
    /// <param name="sent">The event.</param>
    /// <param name="wilayah">Regions that there are.</param>
    /// <param name="today">Today in WIB.</param>
    /// <param name="problem">Where the result is null, the field that is wrong, and its rule.</param>
    public static Reported? Read(LifeEvent sent, WilayahTable wilayah, DateOnly today, out (string Field, EventRule Rule) problem)
    {
        var fields = new EventFields(wilayah, today);
        var read = Read(sent, fields);
        problem = fields.Field is { } field ? (field, fields.Rule!) : default;
        return fields.Field is null ? read : null;
    }

    /// <summary>Reads an event that was taken.</summary>
    public static Reported ReadTaken(LifeEvent taken)
    {
        var fields = new EventFields(null, EventOrder.LastDay);
        var read = Read(taken, fields);
        return fields.Field is null ? read! : throw new InvalidDataException($"An event that was taken is wrong: {fields.Field}.");
    }

    private static Reported? Read(LifeEvent sent, EventFields fields)
    {
        fields.RequireId(sent.EventId, "event_id");
        var day = fields.Day(sent.EventDate, "event_date");
        return sent.EventCase switch
        {
            LifeEvent.EventOneofCase.Lahir => Birth(sent.Lahir, fields, OrderOf(LifeEventKind.Birth)),
            LifeEvent.EventOneofCase.Mati => Reported.Death(OrderOf(LifeEventKind.Death), fields.Nik(sent.Mati.Nik, "mati.nik")),
            LifeEvent.EventOneofCase.Pindah => Move(sent.Pindah, fields, OrderOf(LifeEventKind.Move)),
            LifeEvent.EventOneofCase.Datang => Reported.Arrival(
                OrderOf(LifeEventKind.Arrival), fields.People(sent.Datang.Penduduk, "datang.penduduk"),
                fields.Destination(sent.Datang.Tujuan, "datang.tujuan")),
            LifeEvent.EventOneofCase.Kawin => Marriage(sent.Kawin, fields, OrderOf(LifeEventKind.Marriage)),
            LifeEvent.EventOneofCase.Cerai => Divorce(sent.Cerai, fields, OrderOf(LifeEventKind.Divorce)),
            LifeEvent.EventOneofCase.PergantianKk => CardChange(sent.PergantianKk, fields, OrderOf(LifeEventKind.CardChange)),
            LifeEvent.EventOneofCase.PerubahanNik => NikChange(sent.PerubahanNik, fields, OrderOf(LifeEventKind.NikChange)),
            LifeEvent.EventOneofCase.Koreksi => Correction(sent.Koreksi, fields, OrderOf(LifeEventKind.Correction)),
            _ => Nothing(fields),
        };

        EventOrder OrderOf(LifeEventKind kind) => fields.Field is null ? EventReader.OrderOf(day, kind, sent.EventId) : default;
    }

    private static EventOrder OrderOf(DateOnly day, LifeEventKind kind, string eventId)
    {
        Span<byte> id = stackalloc byte[EventFields.MaxIdLength];
        Span<byte> hash = stackalloc byte[Sha256.Size];
        Sha256.Hash(id[..Encoding.UTF8.GetBytes(eventId, id)], hash);
        return EventOrder.Of(day, kind, hash);
    }

    private static Reported? Nothing(EventFields fields)
    {
        fields.Require(false, "event", EventRule.Kind);
        return null;
    }

    private static Reported Birth(Lahir lahir, EventFields fields, EventOrder order)
    {
        var (nik, identity) = fields.Person(lahir.Anak, "lahir.anak");
        return Reported.Birth(order, nik, identity, fields.Family(lahir.NomorKartuKeluarga, "lahir.nomor_kartu_keluarga"));
    }

    private static Reported? Move(Pindah pindah, EventFields fields, EventOrder order)
    {
        switch (pindah.SiapaCase)
        {
            case Pindah.SiapaOneofCase.Keluarga:
                return Reported.Move(
                    order,
                    fields.Family(pindah.Keluarga.NomorKartuKeluarga, "pindah.keluarga.nomor_kartu_keluarga"),
                    fields.Desa(pindah.Keluarga.KodeKelurahanDesa, "pindah.keluarga.kode_kelurahan_desa"));
            case Pindah.SiapaOneofCase.Anggota:
                return Reported.Move(
                    order, fields.Niks(pindah.Anggota.Nik, "pindah.anggota.nik"),
                    fields.Destination(pindah.Anggota.Tujuan, "pindah.anggota.tujuan"));
            default:
                fields.Require(false, "pindah.siapa", EventRule.Who);
                return null;
        }
    }

    private static Reported Marriage(Kawin kawin, EventFields fields, EventOrder order)
    {
        Nik[] couple = [fields.Nik(kawin.NikSuami, "kawin.nik_suami"), fields.Nik(kawin.NikIstri, "kawin.nik_istri")];
        var (leaving, to) = Leaving(kawin.Pindah, kawin.Tujuan, fields, "kawin");
        return Reported.Marriage(order, couple, leaving, to);
    }

    private static Reported Divorce(Cerai cerai, EventFields fields, EventOrder order)
    {
        Nik[] couple = [fields.Nik(cerai.NikSuami, "cerai.nik_suami"), fields.Nik(cerai.NikIstri, "cerai.nik_istri")];
        var (leaving, to) = Leaving(cerai.Pindah, cerai.Tujuan, fields, "cerai");
        return Reported.Divorce(order, couple, leaving, to);
    }

    private static (IReadOnlyList<Nik> People, Destination? To) Leaving(
        RepeatedField<string> people, Tujuan? to, EventFields fields, string path) =>
        people.Count == 0 && to is null
            ? ([], null)
            : (fields.Niks(people, path + ".pindah"), fields.Destination(to, path + ".tujuan"));

    private static Reported CardChange(PergantianKk change, EventFields fields, EventOrder order)
    {
        var before = fields.Family(change.NomorLama, "pergantian_kk.nomor_lama");
        var family = fields.Family(change.NomorBaru, "pergantian_kk.nomor_baru");
        fields.Require(before != family, "pergantian_kk.nomor_baru", EventRule.OtherFamily);
        fields.Require(
            Enum.IsDefined(change.Alasan) && change.Alasan != AlasanPergantianKk.Unspecified, "pergantian_kk.alasan", EventRule.Reason);
        if (change.Alasan == AlasanPergantianKk.Pisah)
        {
            var desa = fields.Desa(change.KodeKelurahanDesa, "pergantian_kk.kode_kelurahan_desa");
            return Reported.Split(order, fields.Niks(change.Anggota, "pergantian_kk.anggota"), new Destination(family, desa));
        }

        fields.Require(change.Anggota.Count == 0, "pergantian_kk.anggota", EventRule.NoPeople);
        var place = change.KodeKelurahanDesa.Length == 0
            ? 0 : fields.Desa(change.KodeKelurahanDesa, "pergantian_kk.kode_kelurahan_desa");
        return Reported.CardChange(order, before, family, place);
    }

    private static Reported NikChange(PerubahanNik change, EventFields fields, EventOrder order)
    {
        var nik = fields.Nik(change.Nik, "perubahan_nik.nik");
        fields.Require(
            change.Status is NikStatus.Aktif or NikStatus.TidakAktif or NikStatus.Ganda, "perubahan_nik.status", EventRule.Status);
        if (change.Status == NikStatus.Ganda)
        {
            fields.Require(
                fields.Nik(change.NikTetap, "perubahan_nik.nik_tetap") != nik, "perubahan_nik.nik_tetap", EventRule.OtherNik);
        }

        return Reported.NikChange(order, nik, (Domain.NikStatus)change.Status);
    }

    private static Reported Correction(Koreksi correction, EventFields fields, EventOrder order)
    {
        var nik = fields.Nik(correction.Nik, "koreksi.nik");
        fields.Require(
            correction.Nama.Length > 0 || correction.TanggalLahir is not null || correction.JenisKelamin != 0,
            "koreksi", EventRule.Correction);
        return Reported.Correction(order, nik, new Identity(
            correction.Nama.Length > 0 ? fields.Name(correction.Nama, "koreksi.nama") : null,
            correction.TanggalLahir is { } date ? fields.BirthDate(date, "koreksi.tanggal_lahir") : null,
            correction.JenisKelamin != 0 ? fields.Sex(correction.JenisKelamin, "koreksi.jenis_kelamin") : null));
    }
}
