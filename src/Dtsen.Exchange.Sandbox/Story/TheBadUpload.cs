using Dtsen.Exchange.Client;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Sandbox.Irregular;
using Grpc.Core;

namespace Dtsen.Exchange.Sandbox.Story;

/// <summary>An upload of what real files hold is not sealed, and BPS is told why, row by row.</summary>
internal static class TheBadUpload
{
    public static async Task TellAsync(Scene scene, CancellationToken cancellation)
    {
        var (narrator, period) = (scene.Narrator, scene.World.Now.Previous);
        var bad = new BadRanking(scene.Nation, period);
        narrator.Chapter("An upload that must not get through");
        narrator.Say(
            $"As a correction, {period}.v2, BPS sends {bad.Families.Count} families of Kabupaten Bandung by mistake, of which one is "
            + "right. Every row is taken and acknowledged; nothing is mended in silence. Sealing then refuses the release, because "
            + "far more than the configured share would be set aside, and names every row - by its number and field, never by what "
            + "stands in it:");
        var release = await scene.Bps.BeginAsync(new ReleaseVersion(period, 2), "SNAP-BY-MISTAKE", cancellation);
        await scene.Bps.UploadAsync(release, [bad.Source], null, cancellation);
        try
        {
            await scene.Bps.CheckAsync(release, cancellation);
            scene.Note("A bad upload was sealed", "accepted", asItShould: false);
        }
        catch (RpcException refusal)
        {
            var error = ExchangeError.From(refusal);
            narrator.Show(["Row", "What BPS sent", "Reason", "Where"], bad.Rows.Zip(error.Violations, RowOf));
            narrator.Say($"{Words.Of(refusal)}: {error.Message}");
            var isRight = error.Reason == ErrorReason.TooManySetAside
                && bad.Rows.Select(row => Words.Of(row.Reason)).SequenceEqual(error.Violations.Select(violation => violation.Description));
            scene.Note($"A bad upload ({bad.Rows.Count} rows) was not sealed", Words.Of(refusal), isRight);
        }
    }

    private static string[] RowOf(BadRow row, FieldViolation violation) =>
        [row.Row.ToString(System.Globalization.CultureInfo.InvariantCulture), row.What, violation.Description, violation.Field];
}
