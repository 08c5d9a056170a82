using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Client.Releases;

namespace Dtsen.Exchange.Cli.Releases;

/// <summary>What a folder holds, without an exchange.</summary>
internal static class RankingSummary
{
    public static async Task<ExitCode> ShowAsync(RankingFolder files, Output output, CancellationToken cancellation)
    {
        var contents = await output.ProgressAsync(
            "Reading the folder", _ => ReleaseDigest.ComputeAsync(files.Sources, [], cancellation));
        output.Show(
            ["Kabupaten", "Families", "SHA-256"],
            contents.Select(content => new[]
            {
                content.KodeKabupatenKota, $"{content.Families}", Convert.ToHexStringLower(content.Digest.Span),
            }));
        output.Say($"{contents.Sum(content => content.Families)} families of {contents.Count} kabupaten. Nothing was sent.");
        output.Answer(new
        {
            families = contents.Sum(content => content.Families),
            kabupaten = contents.Select(content => new
            {
                code = content.KodeKabupatenKota, content.Families, sha256 = Convert.ToHexStringLower(content.Digest.Span),
            }),
        });
        return ExitCode.Ok;
    }
}
