using System.Text;
using Dtsen.Exchange.Sandbox.Magic;
using Dtsen.Exchange.Sandbox.Ranking;
using Dtsen.Exchange.Sandbox.World;

namespace Dtsen.Exchange.Sandbox.Story;

/// <summary>What happened, and how to go on by hand.</summary>
internal static class TheEnd
{
    public static async Task TellAsync(Scene scene, CancellationToken cancellation)
    {
        scene.Narrator.Chapter("What happened");
        scene.Note("NIKs in the log of the node", Words.Of(NiksInLog(scene.World)), NiksInLog(scene.World) == 0);
        scene.Narrator.Show(
            ["", "What", "Result"],
            scene.Happened.Select(happening => new[]
            {
                happening.AsItShould ? "ok" : "NOT AS IT SHOULD", happening.What, happening.Result,
            }));
        ShowCommands(scene, scene.Options.Serve ? await LeaveNextQuarterAsync(scene, cancellation) : null);
    }

    /// <summary>How many magic NIKs, which the story has asked for, stand in the node's log.</summary>
    private static long NiksInLog(SandboxWorld world)
    {
        using var file = new StreamReader(new FileStream(world.LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var log = file.ReadToEnd();
        return MagicNiks.All.Count(magic => log.Contains(magic.Nik, StringComparison.Ordinal));
    }

    /// <summary>Ranks the quarter of today into a folder, for a person to hand over.</summary>
    /// <returns>BPS's id of the snapshot.</returns>
    private static async Task<string> LeaveNextQuarterAsync(Scene scene, CancellationToken cancellation)
    {
        var (world, next) = (scene.World, scene.World.Now);
        var ranking = await Task.Run(() => new BpsSimulator(scene.Nation).Rank(next), cancellation);
        await scene.Narrator.WorkAsync($"BPS ranks {next}", 1, _ => Task.Run(
            () => ranking.WriteTo(world.RankingFolderOf(next), cancellation: cancellation)));
        var magic = new StringBuilder("nik,name\n");
        foreach (var one in MagicNiks.All)
        {
            magic.Append(one.Nik).Append(",\"").Append(one.Name).Append("\"\n");
        }

        await File.WriteAllTextAsync(Path.Combine(world.Folder, "magic.csv"), magic.ToString(), cancellation);
        scene.Narrator.Say(
            $"The ranking of {next}, of a register frozen today, waits to be handed over by hand in {world.RankingFolderOf(next)} "
            + $"({Words.Of(ranking.Families)} families).");
        return ranking.SnapshotId;
    }

    private static void ShowCommands(Scene scene, string? snapshotId)
    {
        var (world, narrator) = (scene.World, scene.Narrator);
        var (one, outside) = (MagicNiks.Of(3), MagicNiks.Of(6));
        narrator.Chapter("To go on by hand");
        narrator.Say(scene.Options.Serve
            ? "Exchange and authority stay up until Ctrl-C. In another terminal:"
            : "Nothing is left running. Start it again with dtsen sandbox --serve, which stays up and prints the addresses to export. "
                + "Then, in another terminal:");
        narrator.Line("alias dtsen='dotnet run --project src/Dtsen.Exchange.Cli --'");
        narrator.Line($"export DTSEN_EXCHANGE={(scene.Options.Serve ? world.Node.Address.AbsoluteUri : "https://localhost:<port>")}");
        narrator.Line($"export DTSEN_AUTHORITY={(scene.Options.Serve ? world.Node.Authority.AbsoluteUri : "https://localhost:<port>")}");
        narrator.Line($"export DTSEN_PKI={(scene.Options.Serve ? world.Ca.Folder.Root : "<folder>/pki")}");
        narrator.Line("");
        narrator.Line($"dtsen desil get --application {Question.Pbi.Application} --purpose pbi-jk --nik {one.Nik} --name \"{one.Name}\"");
        narrator.Line(
            $"dtsen desil get --application {Question.PemdaBandung.Application} --purpose perencanaan --nik {outside.Nik}"
            + $" --name \"{outside.Name}\"");
        narrator.Line($"dtsen partner show --application {Question.Pusdatin.Application}");
        narrator.Line($"dtsen nik check {MagicNiks.Of(20).Nik}");
        if (snapshotId is not null)
        {
            ShowReleaseCommands(world, narrator, snapshotId);
        }

        narrator.Line("");
    }

    private static void ShowReleaseCommands(SandboxWorld world, Narrator narrator, string snapshotId)
    {
        var next = world.Now;
        var folder = world.RankingFolderOf(next);
        narrator.Line(
            $"dtsen desil bulk {Path.Combine(world.Folder, "magic.csv")} --application {Question.Pbi.Application} --purpose pbi-jk"
            + " --out answers.csv");
        narrator.Line("");
        narrator.Line($"dtsen release push {folder} --period {next} --snapshot {snapshotId} --application {BpsDesk.Uploader}");
        narrator.Line(
            $"dtsen release seal {next}.v1 --folder {folder} --key {world.Ca.Folder.ReleaseKey(SandboxWorld.ReleaseKeyId)}"
            + $" --application {BpsDesk.Uploader}");
        narrator.Line($"dtsen release publish {next}.v1 --audience first --application {BpsDesk.Uploader}");
        narrator.Line($"dtsen release approve <proposal> --application {BpsDesk.Approver}");
        narrator.Line("");
        narrator.Line($"Agreements to edit: {Path.Combine(world.ConfigFolder, "partners")}");
        narrator.Line($"Log of the node:    {world.LogFile}");
    }
}
