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
    public ValueTask AnswerAsync(Admission admission) => admission.Caller is { } caller
        ? RecordAsync(admission, caller, StreamPart.Unspecified, null)
        : ValueTask.CompletedTask;

    /// <summary>Records that a stream opened; its answers name this place, unless they have one of their own.</summary>
    public ValueTask OpenAsync(Admission admission) => admission.Caller is { } caller
        ? RecordAsync(admission, caller, StreamPart.Opened, null)
        : ValueTask.CompletedTask;

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
    public ValueTask EndAsync(Admission admission, RpcException? refusal) => admission.Caller is { } caller
        ? RecordAsync(admission, caller, StreamPart.Ended, refusal)
        : ValueTask.CompletedTask;

    /// <summary>Records a unary call that was refused, or a stream that was not opened.</summary>
    public ValueTask RefuseAsync(Admission? admission, ServerCallContext context, RpcException refusal) =>
        admission?.Caller is { } caller
            ? RecordAsync(admission, caller, StreamPart.Unspecified, refusal)
            : RefuseAsync(context.GetHttpContext(), context.Method, refusal);

    /// <summary>Records a call that was refused before the gate knew its rights.</summary>
    public async ValueTask RefuseAsync(HttpContext http, string method, RpcException refusal)
    {
        if (AccessTable.IsOpen(method))
        {
            return;
        }

        try
        {
            await recorder.RecordAsync(
                Entries.OfRefused(CertificateStep.IdentityOf(http), method, time.GetUtcNow()).Ended(refusal), []);
        }
        catch (Exception fault) when (recorder.ToRefusal(fault) is { } notRecorded)
        {
            throw notRecorded;
        }
    }

    private async ValueTask RecordAsync(Admission admission, Caller caller, StreamPart part, RpcException? refusal)
    {
        var entry = Entries.Of(admission, caller, time.GetUtcNow()).As(part);
        if (refusal is not null)
        {
            entry.Ended(refusal);
        }

        try
        {
            var index = await recorder.RecordAsync(
                entry, caller.Method.Access.Record == Record.Subjects ? caller.Tally.Subjects.Span : []);
            var receipt = recorder.ReceiptOf(index);
            if (part == StreamPart.Opened)
            {
                caller.Opening = receipt;
            }

            caller.LastInfo?.Receipt = receipt;
        }
        catch (Exception fault) when (recorder.ToRefusal(fault) is { } notRecorded)
        {
            throw notRecorded;
        }
    }
}
