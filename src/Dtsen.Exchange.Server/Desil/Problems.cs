using System.Globalization;
using Dtsen.Exchange.Contracts.Type.V1;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Desil;

/// <summary>Refusals of lookups as a whole.</summary>
internal static class Problems
{
    /// <summary>There is nothing to read, or the caller may not see it; which of them is not told.</summary>
    public static RpcException NoRelease() => Problem.Create(
        StatusCode.FailedPrecondition,
        ErrorReason.NoRelease,
        "No release is visible to this agreement for the period or the name asked, or none is effective yet.",
        "Belum ada rilis yang dapat dilihat perjanjian ini untuk periode atau nama tersebut, atau belum berlaku.");

    /// <summary>The release went away between the moment at which the call came and the one at which it would have read.</summary>
    public static RpcException Withdrawn(string release) => Problem.Create(
        StatusCode.FailedPrecondition,
        ErrorReason.ReleaseWithdrawn,
        $"The release {release} was rolled back or retired: ask again.",
        $"Rilis {release} sudah ditarik atau dipensiunkan: tanyakan kembali.");

    /// <summary>The release that is named was taken back: nobody is to go by it.</summary>
    public static RpcException RolledBack(string release) => Problem.Create(
        StatusCode.FailedPrecondition,
        ErrorReason.ReleaseWithdrawn,
        $"The release {release} was rolled back: ask another. GetDesilHistory says what stood in it.",
        $"Rilis {release} sudah ditarik: tanyakan rilis lain. GetDesilHistory menunjukkan isinya dahulu.");

    /// <summary>The release of a stream went away under it.</summary>
    /// <param name="release">Its name.</param>
    /// <param name="pages">Pages that were answered.</param>
    /// <param name="queries">Queries in them.</param>
    public static RpcException Withdrawn(string release, long pages, long queries)
    {
        var status = Problem.CreateStatus(
            StatusCode.Aborted,
            ErrorReason.ReleaseWithdrawn,
            $"The release {release} was rolled back or retired. {queries} queries, {pages} pages, were answered from it: a new stream "
            + "reads another release; go on behind them, or ask all again.",
            $"Rilis {release} ditarik atau dipensiunkan. {queries} kueri, {pages} halaman, sudah dijawab: aliran baru membaca rilis lain; "
            + "lanjutkan setelahnya, atau tanyakan semua kembali.");
        var info = status.Details[0].Unpack<ErrorInfo>();
        info.Metadata.Add("release", release);
        info.Metadata.Add("pages", pages.ToString(CultureInfo.InvariantCulture));
        info.Metadata.Add("queries", queries.ToString(CultureInfo.InvariantCulture));
        status.Details[0] = Any.Pack(info);
        return status.ToRpcException();
    }
}
