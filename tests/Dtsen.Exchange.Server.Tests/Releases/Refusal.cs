using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Tests.Releases;

/// <summary>What a refused caller gets to see.</summary>
internal static class Refusal
{
    public static string ReasonOf(RpcException refusal) => refusal.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Reason;

    public static IReadOnlyList<string> FieldsOf(RpcException refusal) =>
        [.. refusal.GetRpcStatus()?.GetDetail<BadRequest>()?.FieldViolations.Select(violation => violation.Field) ?? []];

    /// <summary>All of it, as text.</summary>
    public static string TextOf(RpcException refusal) => refusal.ToString() + JsonFormatter.Default.Format(Detached(refusal));

    /// <summary>Expects a call to be refused for a reason.</summary>
    public static async Task<RpcException> AssertAsync(StatusCode code, string reason, Func<Task> call)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(call);
        Assert.Equal((code, reason), (refusal.StatusCode, ReasonOf(refusal)));
        Assert.DoesNotMatch("[0-9]{16}", TextOf(refusal));
        return refusal;
    }

    // Any cannot be written as JSON without the types within: they are all of two files.
    private static BadRequest Detached(RpcException refusal)
    {
        var all = new BadRequest();
        var status = refusal.GetRpcStatus();
        all.FieldViolations.Add(new BadRequest.Types.FieldViolation
        {
            Field = status?.GetDetail<ErrorInfo>()?.ToString() ?? "",
            Description = status?.Message + status?.GetDetail<LocalizedMessage>()?.Message,
        });
        all.FieldViolations.AddRange(status?.GetDetail<BadRequest>()?.FieldViolations ?? []);
        return all;
    }
}
