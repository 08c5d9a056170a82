using System.Globalization;
using System.Text.Json.Nodes;
using Dtsen.Exchange.Client;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Sandbox.Magic;
using Dtsen.Exchange.Sandbox.World;
using Grpc.Core;

namespace Dtsen.Exchange.Sandbox.Story;

/// <summary>An agreement has numbers for a few more lookups today; midnight comes, and all are there again.</summary>
internal static class TheQuota
{
    private const int Left = 5;
    private const string Agency = "pemda-3204";

    public static async Task TellAsync(Scene scene, CancellationToken cancellation)
    {
        var (world, question) = (scene.World, Question.PemdaBandung);
        scene.Narrator.Chapter("A quota runs out, and midnight comes");
        var limit = (await question.UsageAsync(world, cancellation)).Agreement.NumbersUsed + Left;
        Limit(world, limit);
        var isLimited = await world.UntilAsync(
            async () => (await question.UsageAsync(world, cancellation)).Agreement is { NumbersLeft: Left } usage
                && usage.Limits.NumbersPerDay == limit,
            cancellation);
        var fillsAt = (await question.UsageAsync(world, cancellation)).FillsAt.ToDateTimeOffset();
        var (rows, refusal) = await UseUpAsync(world, question, cancellation);
        var delay = refusal is null ? null : ExchangeError.From(refusal).RetryAfter;
        var untilFull = fillsAt - world.Clock.GetUtcNow();

        scene.Narrator.Say(
            $"The agreement of Pemda Kabupaten Bandung is edited: {Words.Of(limit)} numbers a day, of which it has {Left} left. "
            + "Every answer says how many there are still; the one after the last is refused, and says for how long:");
        scene.Narrator.Show(["Lookup", "Answer", "Numbers left today", "To come back after"], rows);
        var isRight = refusal is not null && ExchangeError.From(refusal).ReasonName == "QUOTA_EXHAUSTED" && rows.Count == Left + 1
            && delay is { } told && (told - untilFull).Duration() < TimeSpan.FromMinutes(1);
        scene.Note(
            $"A quota ran out after {Left} more lookups", refusal is null ? "never" : $"{Words.Of(refusal)}, full again in {TextOf(delay)}",
            isLimited && isRight);

        world.Clock.ToPresent();
        scene.Narrator.Say(
            $"Quotas fill at midnight WIB, {TextOf(fillsAt)} by the clock of this node. The story lets midnight pass: it is now "
            + $"{TextOf(world.Clock.GetUtcNow())}.");
        await TellNextDayAsync(scene, question, limit, cancellation);
        Limit(world, null);
    }

    private static async Task<(List<string[]> Rows, RpcException? Refusal)> UseUpAsync(
        SandboxWorld world, Question question, CancellationToken cancellation)
    {
        var rows = new List<string[]>();
        for (var lookup = 1; lookup <= 2 * Left; lookup++)
        {
            var number = lookup.ToString(CultureInfo.InvariantCulture);
            try
            {
                var answer = await question.AskAsync(world, MagicNiks.Of(1), cancellation);
                rows.Add([number, Words.Of(answer.Answer.Outcome), Words.Of(answer.Info.Quota.NiksToday), ""]);
            }
            catch (RpcException refusal)
            {
                rows.Add([number, Words.Of(refusal), "", TextOf(ExchangeError.From(refusal).RetryAfter)]);
                return (rows, refusal);
            }
        }

        return (rows, null);
    }

    private static async Task TellNextDayAsync(Scene scene, Question question, long limit, CancellationToken cancellation)
    {
        var answer = await question.AskAsync(scene.World, MagicNiks.Of(1), cancellation);
        var guesser = await Question.PemdaKotaBandung.AskAsync(scene.World, MagicNiks.Of(6), cancellation);
        scene.Narrator.Say(
            $"Pemda Kabupaten Bandung is answered, {Words.Of(answer.Answer)}, and has {Words.Of(answer.Info.Quota.NiksToday)} numbers left "
            + $"of {Words.Of(limit)}. So is Pemda Kota Bandung, whose lookups the guesser had closed: {Words.Of(guesser.Answer)}.");
        scene.Note(
            "After midnight WIB the quota was whole", $"{Words.Of(answer.Info.Quota.NiksToday)} numbers left of {Words.Of(limit)}",
            answer.Answer.Outcome == DesilOutcome.Ranked && answer.Info.Quota.NiksToday == limit - 1);
        scene.Note(
            "After midnight WIB the lookups that a guesser had closed were open", Words.Of(guesser.Answer.Outcome),
            guesser.Answer.Outcome == DesilOutcome.Ranked);
    }

    /// <summary>Gives the agreement so many numbers a day, or what it had.</summary>
    private static void Limit(SandboxWorld world, long? numbers) => Configuration.EditPartner(world.ConfigFolder, Agency, partner =>
    {
        var agreement = partner["applications"]![0]!["agreement"]!.AsObject();
        agreement.Remove("limits");
        if (numbers is { } limit)
        {
            agreement["limits"] = new JsonObject { ["numbers_per_day"] = limit };
        }
    });

    private static string TextOf(DateTimeOffset moment) =>
        moment.ToOffset(Wib.Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string TextOf(TimeSpan? delay) => delay is { } time
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes} min")
        : "";
}
