using System.CommandLine;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Domain;

namespace Dtsen.Exchange.Cli.Releases;

/// <summary>A release named by people as period and version, or by its id.</summary>
internal static class ReleaseNames
{
    public static Argument<string> Argument() => new("release") { Description = "Period and version such as 2026-T3.v1, or the id." };

    /// <summary>A release, by its name or id.</summary>
    /// <exception cref="CliFailure">There is none.</exception>
    public static async Task<Release> ReadAsync(
        ReleaseService.ReleaseServiceClient releases, string name, CancellationToken cancellation) =>
        (await ListAsync(releases, cancellation)).Releases.FirstOrDefault(release => release.Name == name || release.Id == name)
        ?? throw new CliFailure(ExitCode.No, $"There is no release {name}: dtsen release list shows those there are.");

    /// <summary>Id of a release.</summary>
    /// <exception cref="CliFailure">There is no release of this name.</exception>
    public static async Task<string> FindAsync(
        ReleaseService.ReleaseServiceClient releases, string name, CancellationToken cancellation)
    {
        if (!ReleaseVersion.TryParse(name, out _))
        {
            return name;
        }

        var all = await ListAsync(releases, cancellation);
        return all.Releases.FirstOrDefault(release => release.Name == name)?.Id
            ?? throw new CliFailure(ExitCode.No, $"There is no release {name}: dtsen release list shows those there are.");
    }

    /// <summary>Every release, newest first.</summary>
    public static async Task<ListReleasesResponse> ListAsync(
        ReleaseService.ReleaseServiceClient releases, CancellationToken cancellation)
    {
        var all = new ListReleasesResponse();
        do
        {
            var request = new ListReleasesRequest { PageSize = 1000, PageToken = all.NextPageToken };
            var page = await releases.ListReleasesAsync(request, cancellationToken: cancellation);
            all.Releases.AddRange(page.Releases);
            all.NextPageToken = page.NextPageToken;
            all.Info = page.Info;
        }
        while (all.NextPageToken.Length > 0);
        return all;
    }
}
