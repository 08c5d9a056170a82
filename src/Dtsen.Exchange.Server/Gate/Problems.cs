using Dtsen.Exchange.Contracts.Type.V1;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>Every refusal of the gate.</summary>
internal static class Problems
{
    /// <summary>A few looks at the change log.</summary>
    private static readonly TimeSpan ShortWhile = TimeSpan.FromSeconds(1);

    public static RpcException CertificateMissing() => Unauthenticated(
        ErrorReason.CertificateMissing,
        "The connection carries no client certificate with the id of an application (SAN urn:dtsen:application:…).",
        "Koneksi tidak membawa sertifikat klien dengan id aplikasi (SAN urn:dtsen:application:…).");

    public static RpcException CertificateExpired() => Unauthenticated(
        ErrorReason.CertificateExpired,
        "The client certificate is not valid today: renew it and connect again.",
        "Sertifikat klien tidak berlaku hari ini: perbarui lalu hubungkan kembali.");

    public static RpcException CertificateRevoked() => Unauthenticated(
        ErrorReason.CertificateRevoked,
        "The client certificate has been revoked: ask the operator of the exchange for another.",
        "Sertifikat klien telah dicabut: mintalah yang baru kepada operator pertukaran data.");

    public static RpcException TokenMissing() => Unauthenticated(
        ErrorReason.TokenMissing,
        "Send an access token: authorization: Bearer …",
        "Kirim token akses: authorization: Bearer …");

    public static RpcException TokenInvalid() => Unauthenticated(
        ErrorReason.TokenInvalid,
        "The access token is not accepted: its signature, issuer, audience, type (at+jwt) or form is not right.",
        "Token akses tidak diterima: tanda tangan, penerbit, audience, tipe (at+jwt), atau bentuknya tidak benar.");

    public static RpcException TokenExpired() => Unauthenticated(
        ErrorReason.TokenExpired,
        "The access token has expired: fetch another.",
        "Token akses sudah kedaluwarsa: ambil yang baru.");

    public static RpcException TokenNotBound() => Unauthenticated(
        ErrorReason.TokenNotBound,
        "The access token belongs to another certificate or application: fetch one with this certificate.",
        "Token akses milik sertifikat atau aplikasi lain: ambil token dengan sertifikat ini.");

    public static RpcException ApplicationUnknown() => Denied(
        ErrorReason.ApplicationUnknown,
        "The application is not in the register of partners: ask the operator of the exchange.",
        "Aplikasi tidak ada dalam daftar mitra: hubungi operator pertukaran data.");

    public static RpcException Suspended() => Denied(
        ErrorReason.Suspended,
        "The agency, the application, its agreement or its certificate is suspended: ask the operator of the exchange.",
        "Instansi, aplikasi, perjanjian, atau sertifikatnya sedang ditangguhkan: hubungi operator pertukaran data.");

    public static RpcException AgreementNotInForce() => Denied(
        ErrorReason.AgreementNotInForce,
        "The agreement is not in force today (WIB): see valid_from and valid_until.",
        "Perjanjian tidak berlaku hari ini (WIB): lihat valid_from dan valid_until.");

    public static RpcException AgreementChanged() => Problem.Create(
        StatusCode.Aborted,
        ErrorReason.AgreementChanged,
        "The agreement changed while the stream was open: open it again.",
        "Perjanjian berubah selagi aliran terbuka: buka kembali.");

    public static RpcException ScopeMissing(string scope) => Denied(
        ErrorReason.ScopeMissing,
        $"The method needs the scope {scope}; the token or the agreement lacks it.",
        $"Metode ini memerlukan scope {scope}; token atau perjanjian tidak memilikinya.");

    public static RpcException LevelTooLow() => Denied(
        ErrorReason.LevelTooLow,
        "The method needs a higher level (Permen PPN 7/2025) than the agreement has.",
        "Metode ini memerlukan level akses (Permen PPN 7/2025) yang lebih tinggi daripada perjanjian.");

    public static RpcException FeatureOff(string feature) => Problem.Create(
        StatusCode.Unavailable,
        ErrorReason.FeatureOff,
        $"The feature {feature} is switched off for this agency at present: try again later.",
        $"Fitur {feature} sedang dimatikan untuk instansi ini: coba lagi nanti.");

    public static RpcException PurposeMissing() => Denied(
        ErrorReason.PurposeMissing,
        "Say for which purpose: header dtsen-purpose.",
        "Sebutkan tujuan pemrosesan: header dtsen-purpose.");

    public static RpcException PurposeNotAllowed() => Denied(
        ErrorReason.PurposeNotAllowed,
        "The agreement does not name the purpose in dtsen-purpose.",
        "Perjanjian tidak memuat tujuan pada dtsen-purpose.");

    public static RpcException ActingPartyMissing() => Denied(
        ErrorReason.ActingPartyMissing,
        "Say for whom the application acts: header dtsen-acting-for, agency:<id> or wilayah:<code>.",
        "Sebutkan atas nama siapa aplikasi bertindak: header dtsen-acting-for, agency:<id> atau wilayah:<kode>.");

    public static RpcException ActingPartyNotAllowed() => Denied(
        ErrorReason.ActingPartyNotAllowed,
        "The agreement does not let the application act for the party in dtsen-acting-for, or there is none of this id or code.",
        "Perjanjian tidak mengizinkan aplikasi bertindak atas nama pihak pada dtsen-acting-for, atau id atau kodenya tidak dikenal.");

    public static RpcException EndUserMissing() => Denied(
        ErrorReason.EndUserMissing,
        "Name the end user as the agreement requires: header dtsen-end-user, <role>:<id>; for a citizen citizen:<keyed hash of the NIK>.",
        "Sebutkan pengguna akhir sesuai perjanjian: header dtsen-end-user, <peran>:<id>; untuk warga citizen:<hash NIK berkunci>.");

    public static RpcException EndUserRevealed() => Problem.InvalidField(
        ActingPartyStep.EndUserHeader,
        "must hold no number of 16 digits: the end user is named by an opaque id, which is kept and read by auditors.",
        "tidak boleh memuat deret 16 angka: pengguna akhir disebut dengan id acak, yang disimpan dan dibaca auditor.");

    public static RpcException ReferenceInvalid() => Problem.InvalidField(
        ReferenceStep.Header,
        "must hold at most 64 characters and no number of 16 digits: it is kept, and read by auditors.",
        "paling banyak 64 karakter dan tanpa deret 16 angka: disimpan dan dibaca auditor.");

    public static RpcException NodeNotReady() => Problem.Create(
        StatusCode.Unavailable,
        ErrorReason.NodeNotReady,
        "This node lags behind the change log: try again, or try another node.",
        "Simpul ini tertinggal dari catatan perubahan: coba lagi, atau gunakan simpul lain.");

    public static RpcException ReadAtNotReached() => Problem.Create(
        StatusCode.Unavailable,
        ErrorReason.ReadAtNotReached,
        "This node has not reached the entry in dtsen-min-read-at: try again, or try another node. Where none ever does, the number is of "
        + "another exchange.",
        "Simpul ini belum mencapai entri pada dtsen-min-read-at: coba lagi, atau gunakan simpul lain. Jika tidak pernah tercapai, angka "
        + "itu dari pertukaran data lain.",
        ShortWhile);

    public static RpcException ReadAtInvalid() => Problem.InvalidField(
        ReadAtStep.Header,
        "must be a number from 0, the seq of a read_at.",
        "harus bilangan mulai 0, yaitu seq dari suatu read_at.");

    public static RpcException NodeStopping() => Problem.Create(
        StatusCode.Unavailable,
        ErrorReason.NodeNotReady,
        "This node is stopping: open the stream again, which leads to another node.",
        "Simpul ini akan berhenti: buka aliran kembali, yang akan mengarah ke simpul lain.");

    public static RpcException AuthorityAway() => Problem.Create(
        StatusCode.Unavailable,
        ErrorReason.NodeNotReady,
        "This node cannot reach the authority that issues access tokens: try again, or try another node.",
        "Simpul ini tidak dapat menjangkau penerbit token akses: coba lagi, atau gunakan simpul lain.");

    public static RpcException Unreadable() => Problem.Create(
        StatusCode.InvalidArgument,
        ErrorReason.InvalidField,
        "The bytes sent are no message of this method: they do not follow its .proto, or a text is not UTF-8.",
        "Byte yang dikirim bukan pesan metode ini: tidak sesuai .proto, atau ada teks yang bukan UTF-8.");

    public static RpcException StorageFailed() => Problem.Create(
        StatusCode.Unavailable,
        ErrorReason.StorageFailed,
        "What was sent is not acknowledged: the disk or the database is full or fails. Nothing that was acknowledged is lost: go on later.",
        "Data tidak dikonfirmasi: disk atau basis data simpul penuh atau rusak. Yang sudah dikonfirmasi tidak hilang: lanjutkan nanti.");

    public static RpcException NotConfirmed() => Problem.Create(
        StatusCode.Internal,
        ErrorReason.Internal,
        "The database did not confirm what was sent: it may be stored or not. Send the same again: it is stored once.",
        "Basis data tidak mengonfirmasi data yang dikirim: mungkin tersimpan, mungkin tidak. Kirim lagi yang sama: tidak tersimpan ganda.");

    public static RpcException Internal() => Problem.Create(
        StatusCode.Internal,
        ErrorReason.Internal,
        "A fault of the exchange, which has been logged. Nothing that was acknowledged is lost.",
        "Gangguan pada pertukaran data, sudah dicatat. Tidak ada yang telah dikonfirmasi hilang.");

    private static RpcException Unauthenticated(ErrorReason reason, string english, string indonesian) =>
        Problem.Create(StatusCode.Unauthenticated, reason, english, indonesian);

    private static RpcException Denied(ErrorReason reason, string english, string indonesian) =>
        Problem.Create(StatusCode.PermissionDenied, reason, english, indonesian);
}
