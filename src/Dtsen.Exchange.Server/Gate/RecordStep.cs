using Dtsen.Exchange.Contracts.AccessLog.V1;
using Dtsen.Exchange.Contracts.Options.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Server.AccessLogs;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>
/// Step 8: the call is recorded, and its connection holds the answer, or the refusal, until the entry is on the disk. What cannot be
/// recorded is not answered.
/// </summary>
internal sealed class RecordStep(AccessRecorder recorder, TimeProvider time)
{
    /// <summary>Records the answer of a unary call, and writes its place into the answer.</summary>
    public void Answer(Admission admission) => Write(admission, StreamPart.Unspecified, null);

    /// <summary>Records that a stream opened; its answers name this place, unless they have one of their own.</summary>
    public void Open(Admission admission) => Write(admission, StreamPart.Opened, null);

    /// <summary>Records a page of a stream in which numbers were asked for, and begins to count the next.</summary>
    public void Page(Admission admission)
    {
        if (admission.Caller is { Method.Access.Record: Record.Subjects } caller)
        {
            Write(admission, StreamPart.Page, null);
            caller.Tally.Clear();
        }
    }

    /// <summary>Records how a stream ended, with what it had asked for since its last page.</summary>
    public void End(Admission admission, RpcException? refusal) => Write(admission, StreamPart.Ended, refusal);

    /// <summary>Records a unary call that was refused, or a stream that was not opened.</summary>
    public void Refuse(Admission? admission, ServerCallContext context, RpcException refusal)
    {
        if (admission?.Caller is null)
        {
            Refuse(context.GetHttpContext(), context.Method, refusal);
            return;
        }

        Write(admission, StreamPart.Unspecified, refusal);
    }

    /// <summary>Records a call that was refused before the gate knew its rights.</summary>
    public void Refuse(HttpContext http, string method, RpcException refusal)
    {
        if (!AccessTable.IsOpen(method))
        {
            var identity = CertificateStep.IdentityOf(http);
            Write(
                identity is null ? http.Features.Get<HeldConnection>() : identity.Held,
                [],
                Entries.OfRefused(identity, method, time.GetUtcNow(), refusal),
                []);
        }
    }

    private void Write(Admission admission, StreamPart part, RpcException? refusal)
    {
        if (admission.Caller is not { } caller)
        {
            return;
        }

        var receipt = Write(
            admission.Identity.Held,
            Entries.HeadOf(admission, caller).Bytes,
            Entries.RestOf(caller, time.GetUtcNow(), part, refusal),
            caller.Method.Access.Record == Record.Subjects ? caller.Tally.Subjects.Span : []);
        if (part == StreamPart.Opened)
        {
            caller.Opening = receipt;
        }

        caller.LastInfo?.Receipt = receipt;
    }

    private Receipt Write(HeldConnection? held, ReadOnlySpan<byte> head, AccessEntry rest, ReadOnlySpan<ulong> subjects)
    {
        ArgumentNullException.ThrowIfNull(held);
        try
        {
            var index = recorder.Record(head, rest, subjects);
            held.HoldFor(index);
            return recorder.ReceiptOf(index);
        }
        catch (Exception fault) when (recorder.ToRefusal(fault) is { } notRecorded)
        {
            throw notRecorded;
        }
    }
}
