using System.Text.Json.Nodes;
using Dtsen.Exchange.Client;
using Dtsen.Exchange.Sandbox.Magic;
using Dtsen.Exchange.Sandbox.World;
using Grpc.Core;

namespace Dtsen.Exchange.Sandbox.Story;

/// <summary>What callers get who may not.</summary>
internal static class WhoIsTurnedAway
{
    private const string Suspended = "pemda-32";

    public static async Task TellAsync(Scene scene, CancellationToken cancellation)
    {
        var world = scene.World;
        scene.Narrator.Chapter("Who is turned away");
        scene.Narrator.Say(
            "Without a certificate of the authority not even the handshake succeeds. Every other refusal says what is missing and what to "
            + "do, in two languages, and nothing about anybody. The last two take effect while the caller is connected: its certificate is "
            + "revoked, its agency is suspended by an edit of its file. Neither needs a restart.");
        var rows = new List<string[]>();
        async Task TryAsync(string who, string reason, Func<Task> call) => rows.Add(await RefusedAsync(scene, who, reason, call));
        Task AskAsync(Question question) => question.AskAsync(world, MagicNiks.Of(1), cancellation);

        var siksNg = Question.SiksNg(Question.Bandung);
        var own = world.ConnectionOf(Question.PemdaBandung.Application).Certificate;
        await TryAsync("no certificate", "", () => Trespasser.CallAsync(world, null, null, cancellation));
        await TryAsync("a certificate and no token", "TOKEN_MISSING", () => Trespasser.CallAsync(world, own, null, cancellation));
        var stolen = await Trespasser.StealTokenAsync(world, Question.Pbi.Application, cancellation);
        await TryAsync(
            "a stolen token, shown with another certificate", "TOKEN_NOT_BOUND",
            () => Trespasser.CallAsync(world, own, stolen, cancellation));
        await TryAsync(
            "BPJS Kesehatan, without a purpose", "PURPOSE_MISSING", () => AskAsync(Question.Pbi with { Context = new CallContext() }));
        await TryAsync(
            "BPJS Kesehatan, for a purpose of others", "PURPOSE_NOT_ALLOWED",
            () => AskAsync(Question.Pbi with { Context = new CallContext { Purpose = "penyaluran-bansos" } }));
        await TryAsync(
            "SIKS-NG, without saying for which wilayah", "ACTING_PARTY_MISSING",
            () => AskAsync(siksNg with { Context = siksNg.Context with { ActingFor = null } }));
        await TryAsync(
            "SIKS-NG, without its operator", "END_USER_MISSING",
            () => AskAsync(siksNg with { Context = siksNg.Context with { EndUser = null } }));
        await TryAsync("BPKP, whose level 3 has no lookups", "SCOPE_MISSING", () => AskAsync(Question.Bpkp));
        await TellRevokedAsync(scene, rows, cancellation);
        await TellSuspendedAsync(scene, rows, cancellation);
        scene.Narrator.Show(["Who", "Answer", "In words"], rows);
    }

    private static async Task TellRevokedAsync(Scene scene, List<string[]> rows, CancellationToken cancellation)
    {
        var (world, question) = (scene.World, Question.PemdaKotaBandung);
        await question.AskAsync(world, MagicNiks.Of(6), cancellation);
        world.Ca.Revoke(question.Application);
        rows.Add(await RefusedAsync(scene, "Pemda Kota Bandung, its certificate revoked while it was connected", null, async () =>
            await world.UntilAsync(
                async () =>
                {
                    await question.AskAsync(world, MagicNiks.Of(6), cancellation);
                    return false;
                },
                cancellation)));
        await world.IssueAgainAsync(question.Application);
    }

    private static async Task TellSuspendedAsync(Scene scene, List<string[]> rows, CancellationToken cancellation)
    {
        var (world, question) = (scene.World, Question.PemdaJawaBarat);
        await question.AskAsync(world, MagicNiks.Of(1), cancellation);
        Suspend(world, suspended: true);
        rows.Add(await RefusedAsync(scene, "Pemda Jawa Barat, suspended in its file while it was connected", "SUSPENDED", async () =>
            await world.UntilAsync(
                async () =>
                {
                    await question.AskAsync(world, MagicNiks.Of(1), cancellation);
                    return false;
                },
                cancellation)));
        Suspend(world, suspended: false);
        var back = await world.UntilAsync(async () => await IsAnsweredAsync(world, question, cancellation), cancellation);
        scene.Note("The suspension was taken back in the file", back ? "answered again" : "still refused", back);
    }

    private static void Suspend(SandboxWorld world, bool suspended) => Configuration.EditPartner(
        world.ConfigFolder, Suspended, partner => partner["agency"]!.AsObject()["suspended"] = JsonValue.Create(suspended));

    private static async Task<bool> IsAnsweredAsync(SandboxWorld world, Question question, CancellationToken cancellation)
    {
        try
        {
            await question.AskAsync(world, MagicNiks.Of(1), cancellation);
            return true;
        }
        catch (RpcException)
        {
            return false;
        }
    }

    /// <param name="scene">Where it happens.</param>
    /// <param name="who">Who calls.</param>
    /// <param name="reason">The reason that must come; empty: none, since the handshake fails; null: either, as the moment decides.</param>
    /// <param name="call">The call.</param>
    private static async Task<string[]> RefusedAsync(Scene scene, string who, string? reason, Func<Task> call)
    {
        try
        {
            await call();
            scene.Note(who, "was let in", asItShould: false);
            return [who, "was let in", ""];
        }
        catch (RpcException refusal)
        {
            var error = ExchangeError.From(refusal);
            scene.Note("Turned away: " + who, Words.Of(refusal), reason is null || error.ReasonName == reason);
            return [who, Words.Of(refusal), error.Message];
        }
    }
}
