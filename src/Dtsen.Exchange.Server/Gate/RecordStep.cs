using Dtsen.Exchange.Contracts.AccessLog.V1;
using Dtsen.Exchange.Contracts.Options.V1;
using Dtsen.Exchange.Server.AccessLogs;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>
/// Step 8: the call is on the disk before its answer, or its refusal, leaves. What cannot be recorded is not answered.
/// </summary>
internal sealed class RecordStep(AccessRecorder recorder, TimeProvider time)
{
    /// <summary>Records the answer of a unary call, and writes its place into the answer.</summary>
    public async ValueTask AnswerAsync(Admission admission)
    {
        if (admission.Caller is { } caller)
        {
            await RecordAsync(admission, caller, StreamPart.Unspecified, null);
        }
    }

    /// <summary>Records that a stream opened; its answers name this place, unless they have one of their own.</summary>
    public async ValueTask OpenAsync(Admission admission)
    {
        if (admission.Caller is { } caller)
        {
            caller.Opening = await recorder.RecordAsync(
                Entries.Of(admission, caller, time.GetUtcNow()).As(StreamPart.Opened), ReadOnlyMemory<ulong>.Empty);
        }
    }

    /// <summary>Records a page of a stream in which numbers were asked for, and begins to count the next.</summary>
    public async ValueTask PageAsync(Admission admission)
    {
        if (admission.Caller is { Method.Access.Record: Record.Subjects } caller)
        {
            await RecordAsync(admission, caller, StreamPart.Page, null);
            caller.Tally.Clear();
        }
    }

    /// <summary>Records how a stream ended, with what it had asked for since its last page.</summary>
    public async ValueTask EndAsync(Admission admission, RpcException? refusal)
    {
        if (admission.Caller is { } caller)
        {
            await RecordAsync(admission, caller, StreamPart.Ended, refusal);
        }
    }

    /// <summary>Records a unary call that was refused, or a stream that was not opened.</summary>
    public async ValueTask RefuseAsync(Admission? admission, ServerCallContext context, RpcException refusal)
    {
        if (admission?.Caller is { } caller)
        {
            await RecordAsync(admission, caller, StreamPart.Unspecified, refusal);
        }
        else
        {
            await RefuseAsync(context.GetHttpContext(), context.Method, refusal);
        }
    }

    /// <summary>Records a call that was refused before the gate knew its rights.</summary>
    public async ValueTask RefuseAsync(HttpContext http, string method, RpcException refusal)
    {
        if (!AccessTable.IsOpen(method))
        {
            var entry = Entries.OfRefused(CertificateStep.IdentityOf(http), method, time.GetUtcNow()).Ended(refusal);
            await recorder.RecordAsync(entry, ReadOnlyMemory<ulong>.Empty);
        }
    }

    private async ValueTask RecordAsync(Admission admission, Caller caller, StreamPart part, RpcException? refusal)
    {
        var entry = Entries.Of(admission, caller, time.GetUtcNow()).As(part);
        if (refusal is not null)
        {
            entry.Ended(refusal);
        }

        var receipt = await recorder.RecordAsync(
            entry, caller.Method.Access.Record == Record.Subjects ? caller.Tally.Subjects : ReadOnlyMemory<ulong>.Empty);
        caller.LastInfo?.Receipt = receipt;
    }
}
