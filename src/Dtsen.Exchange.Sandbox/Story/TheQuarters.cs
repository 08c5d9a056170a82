using Dtsen.Exchange.Client.Releases;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Sandbox.Magic;
using Dtsen.Exchange.Sandbox.World;
using Grpc.Core;

namespace Dtsen.Exchange.Sandbox.Story;

/// <summary>BPS hands two quarters over: upload, check, signature, four eyes, two audiences.</summary>
internal static class TheQuarters
{
    private const int Moved = 16;

    public static async Task TellAsync(Scene scene, CancellationToken cancellation)
    {
        var narrator = scene.Narrator;
        narrator.Chapter("BPS hands over two quarters");
        narrator.Say(
            "BPS uploads each ranking kabupaten by kabupaten; what is acknowledged is on the disk. The exchange checks every family "
            + "and answers with a manifest of counts and digests. BPS computes the same from its own files, compares, and signs "
            + "exactly these bytes with a key apart from its certificates. Then one application proposes to publish and another "
            + "approves: first to Kemensos, Kemenko PM and Bappenas, after validation to all.");
        var rows = new List<string[]>();
        for (var quarter = 0; quarter < scene.Quarters.Count; quarter++)
        {
            var release = await SealAsync(scene, quarter, rows, cancellation);
            await PublishAsync(scene, release, ReleaseAudience.First, cancellation);
            if (quarter == 1)
            {
                await TellBetweenAsync(scene, cancellation);
            }

            await PublishAsync(scene, release, ReleaseAudience.All, cancellation);
            scene.Releases.Add(release);
        }

        narrator.Show(["Release", "Families", "People", "Set aside", "Digests that BPS computed", "Signed with", "Effective from"], rows);
        await TellFourEyesAsync(scene, cancellation);
    }

    private static async Task<Release> SealAsync(Scene scene, int quarter, List<string[]> rows, CancellationToken cancellation)
    {
        var (ranking, files) = scene.Quarters[quarter];
        var release = await scene.Bps.BeginAsync(new ReleaseVersion(ranking.Period, 1), ranking.SnapshotId, cancellation);
        await scene.Narrator.WorkAsync($"BPS uploads {ranking.Period}", ranking.Families, report => scene.Bps.UploadAsync(
            release, files.Sources, new Progress(report), cancellation));
        var check = await scene.Narrator.WorkAsync(
            $"The exchange checks {ranking.Period}", 1, _ => scene.Bps.CheckAsync(release, cancellation));
        var differences = await ManifestCheck.CompareAsync(check, files.Sources, cancellation);
        var isRight = differences.Count == 0 && check.Release.SetAside == 0 && check.Release.Families == ranking.Families;
        if (!isRight)
        {
            throw new InvalidOperationException($"{release.Name} is not what BPS uploaded: {Words.Of(differences)}.");
        }

        var signed = await scene.Bps.SignAsync(release, check, cancellation);
        rows.Add(
        [
            signed.Name, Words.Of(signed.Families), Words.Of(signed.People), Words.Of(signed.SetAside), "equal",
            SandboxWorld.ReleaseKeyId, ranking.Period.Next.FirstDay.ToString("O"),
        ]);
        scene.Note($"BPS uploaded, compared and signed {signed.Name}", $"{Words.Of(signed.Families)} families, none set aside");
        return signed;
    }

    private static async Task PublishAsync(Scene scene, Release release, ReleaseAudience audience, CancellationToken cancellation)
    {
        var proposal = await scene.Bps.ProposeAsync(release, audience, cancellation);
        await scene.Bps.ApproveAsync(proposal, cancellation);
        var reader = audience == ReleaseAudience.First ? Question.Pusdatin : Question.Pbi;
        var visible = await scene.World.UntilAsync(async () => await IsReadAsync(scene, reader, release.Name, cancellation), cancellation);
        var result = visible ? "in force" : "not in force";
        scene.Note($"{release.Name} was published to {audience.ToString().ToUpperInvariant()} and approved", result, visible);
    }

    private static async Task<bool> IsReadAsync(Scene scene, Question reader, string name, CancellationToken cancellation)
    {
        try
        {
            return (await reader.AskAsync(scene.World, MagicNiks.Of(Moved), cancellation)).Info.ReadAt.Release == name;
        }
        catch (RpcException failure) when (Client.ExchangeError.From(failure).Reason == ErrorReason.NoRelease)
        {
            return false;
        }
    }

    /// <summary>The second release is with the first audience: two callers read two quarters at the same moment.</summary>
    private static async Task TellBetweenAsync(Scene scene, CancellationToken cancellation)
    {
        var magic = MagicNiks.Of(Moved);
        var first = await Question.Pusdatin.AskAsync(scene.World, magic, cancellation);
        var other = await Question.Pbi.AskAsync(scene.World, magic, cancellation);
        scene.Narrator.Say(
            $"Between the two audiences: {magic.Name} (NIK {magic.Nik}) does worse than a quarter ago. Pusdatin Kemensos reads "
            + $"{first.Info.ReadAt.Release} already: {Words.Of(first.Answer)}. BPJS Kesehatan still reads {other.Info.ReadAt.Release}: "
            + $"{Words.Of(other.Answer)}.");
        scene.Note(
            "Before validation the two audiences read two quarters", $"{first.Info.ReadAt.Release} and {other.Info.ReadAt.Release}",
            first.Answer.DesilNasional == magic.Desil!.Value.Nasional && other.Answer.DesilNasional == magic.FirstDesil!.Value.Nasional);
    }

    private static async Task TellFourEyesAsync(Scene scene, CancellationToken cancellation)
    {
        try
        {
            await scene.World.ClientOf(BpsDesk.Uploader).Release.ApproveReleaseAsync(
                new ApproveReleaseRequest { ProposalId = "p-any" }, cancellationToken: cancellation);
            scene.Note("The application that proposes tried to approve", "accepted", asItShould: false);
        }
        catch (RpcException refusal)
        {
            scene.Narrator.Say($"The application that proposes cannot approve, whatever it asks: {Words.Of(refusal)}.");
            var isRight = refusal.StatusCode == StatusCode.PermissionDenied;
            scene.Note("The application that proposes tried to approve", Words.Of(refusal), isRight);
        }
    }

    private sealed class Progress(Action<double> report) : IProgress<UploadProgress>
    {
        public void Report(UploadProgress value) => report(value.TotalRows);
    }
}
