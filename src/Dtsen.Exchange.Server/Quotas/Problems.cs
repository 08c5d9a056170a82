using Dtsen.Exchange.Contracts.Type.V1;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Quotas;

/// <summary>Refusals for want of quota, each with what is used up and when it fills again.</summary>
internal static class Problems
{
    /// <summary>Name of the limit of calls in flight.</summary>
    public const string CallsInFlight = "calls_in_flight";

    /// <summary>Calls in flight end within milliseconds; who was refused comes back a little later.</summary>
    private static readonly TimeSpan ShortWhile = TimeSpan.FromMilliseconds(100);

    /// <summary>A limit of the day is used up.</summary>
    /// <param name="key">Which.</param>
    /// <param name="untilFull">Time until the next day (WIB).</param>
    public static RpcException QuotaExhausted(QuotaKey key, TimeSpan untilFull) => Exhausted(
        ErrorReason.QuotaExhausted,
        $"{key.Kind} of {key.Scope} has not so much left today: it is full again at midnight WIB. Ask for a higher limit in the agreement.",
        $"{key.Kind} untuk {key.Scope} tidak cukup lagi hari ini: penuh kembali pukul 00.00 WIB. Mintalah batas lebih tinggi.",
        key.Scope,
        key.Kind,
        untilFull);

    /// <summary>Too much within a second.</summary>
    public static RpcException RateExceeded(string scope, TimeSpan wait) => Exhausted(
        ErrorReason.RateExceeded,
        "Too many calls or numbers within a second for the agreement or its agency: slow down and go on after the delay in RetryInfo.",
        "Terlalu banyak panggilan atau nomor per detik untuk perjanjian atau instansinya: kurangi laju, lanjutkan setelah jeda RetryInfo.",
        scope,
        "per_second",
        wait);

    /// <summary>Too many calls of the agency are under way on this node.</summary>
    public static RpcException TooManyInFlight(string scope) => Exhausted(
        ErrorReason.RateExceeded,
        "Too many calls of the agency are under way at a time: wait for answers before sending more.",
        "Terlalu banyak panggilan instansi berjalan bersamaan: tunggu jawaban sebelum mengirim lagi.",
        scope,
        CallsInFlight,
        ShortWhile);

    /// <summary>Too many answers of NOT_FOUND today.</summary>
    public static RpcException MissesExhausted(string scope, TimeSpan untilFull) => Exhausted(
        ErrorReason.MissesExhausted,
        "Too many answers of NOT_FOUND today: check numbers and proofs before sending them. Lookups go on at midnight WIB.",
        "Terlalu banyak jawaban NOT_FOUND hari ini: periksa nomor dan bukti sebelum mengirim. Pencarian dibuka lagi pukul 00.00 WIB.",
        scope,
        QuotaKey.Misses,
        untilFull);

    /// <summary>The node has nothing on lease and cannot ask for more.</summary>
    public static RpcException NotCounted() => Problem.Create(
        StatusCode.Unavailable,
        ErrorReason.NodeNotReady,
        "This node cannot reach the database that counts quotas: try again, or try another node.",
        "Simpul ini tidak dapat menjangkau basis data penghitung kuota: coba lagi, atau gunakan simpul lain.");

    private static RpcException Exhausted(
        ErrorReason reason, string english, string indonesian, string subject, string limit, TimeSpan wait)
    {
        var status = Problem.CreateStatus(StatusCode.ResourceExhausted, reason, english, indonesian);
        status.Details.Add(Any.Pack(new QuotaFailure
        {
            Violations = { new QuotaFailure.Types.Violation { Subject = subject, Description = limit } },
        }));
        status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(wait) }));
        return status.ToRpcException();
    }
}
