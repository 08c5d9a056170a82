using Dtsen.Exchange.Client;
using Dtsen.Exchange.Contracts.Partner.V1;
using Dtsen.Exchange.Sandbox.Magic;
using Dtsen.Exchange.Sandbox.World;
using Grpc.Core;

namespace Dtsen.Exchange.Sandbox.Story;

/// <summary>The operator stops an agency in the middle of its work, by a call, and lets it go on.</summary>
internal static class TheSuspension
{
    private const string Operator = "penyelenggara.operasi";
    private const int AtWork = 20;

    private static readonly SuspensionSubject Agency = new() { AgencyId = "bpjs-kesehatan" };

    public static async Task TellAsync(Scene scene, CancellationToken cancellation)
    {
        var partners = scene.World.ClientOf(Operator).Partner;
        scene.Narrator.Chapter("An agency is suspended in the middle of its work");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var atWork = new TaskCompletionSource();
        var work = WorkAsync(scene.World, atWork, stop.Token);
        await Task.WhenAny(atWork.Task, work);

        var request = new SuspendRequest { RequestId = "stop-1", Subject = Agency, Reason = "Kunci diduga bocor, sedang diselidiki" };
        var suspension = (await partners.SuspendAsync(request, cancellationToken: cancellation)).Suspension;
        stop.CancelAfter(TimeSpan.FromSeconds(10));
        var (answers, refusal) = await work;
        var other = await Question.PemdaBandung.AskAsync(scene.World, MagicNiks.Of(1), cancellation);
        var goOn = new ResumeRequest { RequestId = "go-on-1", Subject = Agency, Reason = "Kunci baru terpasang" };
        await partners.ResumeAsync(goOn, cancellationToken: cancellation);
        var again = await Question.Pbi.AskAsync(scene.World, MagicNiks.Of(1), cancellation);

        var reason = refusal is null ? "was never refused" : Words.Of(refusal);
        scene.Narrator.Say(
            $"BPJS Kesehatan is looking one family up after the other. After {Words.Of(answers)} answers the operator of the exchange, who "
            + $"reads nothing of anybody, suspends it by a call: {suspension.Reason}. From entry {suspension.Seq} of the change log on "
            + $"every node refuses it: {reason}. Others go on; Pemda Kabupaten Bandung gets {Words.Of(other.Answer)}. Then the operator "
            + $"lifts the suspension, and BPJS Kesehatan is answered again: {Words.Of(again.Answer)}.");
        var isRight = refusal is not null && ExchangeError.From(refusal).ReasonName == "SUSPENDED" && answers >= AtWork;
        scene.Note("BPJS Kesehatan was suspended by a call in the middle of its work", reason, isRight);
        scene.Note("It was resumed by a call", "answered again", again.Info.ReadAt.Seq > suspension.Seq);
    }

    /// <summary>Looks up until it is refused.</summary>
    private static async Task<(long Answers, RpcException? Refusal)> WorkAsync(
        SandboxWorld world, TaskCompletionSource atWork, CancellationToken cancellation)
    {
        var answers = 0L;
        try
        {
            while (!cancellation.IsCancellationRequested)
            {
                await Question.Pbi.AskAsync(world, MagicNiks.Of(1), cancellation);
                if (++answers == AtWork)
                {
                    atWork.SetResult();
                }
            }

            return (answers, null);
        }
        catch (RpcException refusal)
        {
            return (answers, refusal);
        }
    }
}
