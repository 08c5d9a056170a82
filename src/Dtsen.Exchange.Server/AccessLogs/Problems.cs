using Dtsen.Exchange.Contracts.Type.V1;
using Grpc.Core;

namespace Dtsen.Exchange.Server.AccessLogs;

/// <summary>Every refusal of the access log.</summary>
internal static class Problems
{
    public static RpcException NotRecorded() => Problem.Create(
        StatusCode.Unavailable,
        ErrorReason.NotRecorded,
        "The call cannot be recorded, so it is not answered: try again, or try another node.",
        "Panggilan tidak dapat dicatat sehingga tidak dijawab: coba lagi, atau gunakan simpul lain.");

    public static RpcException EntryNotFound(string field) => Problem.Create(
        StatusCode.NotFound,
        ErrorReason.EntryNotFound,
        $"{field}: the log of this node has no such entry that this application may ask for.",
        $"{field}: catatan simpul ini tidak memuat entri tersebut untuk aplikasi ini.",
        new FieldViolation(field, "no such entry."));

    public static RpcException NotOwnSubject() => Problem.Create(
        StatusCode.PermissionDenied,
        ErrorReason.ActingPartyNotAllowed,
        "A citizen sees who asked for their own NIK only: nik and dtsen-end-user must name the same person.",
        "Warga hanya dapat melihat siapa yang mengakses NIK-nya sendiri: nik dan dtsen-end-user harus orang yang sama.");
}
