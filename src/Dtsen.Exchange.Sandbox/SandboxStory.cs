using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Sandbox.Nation;
using Dtsen.Exchange.Sandbox.Story;
using Dtsen.Exchange.Sandbox.World;
using Spectre.Console;

namespace Dtsen.Exchange.Sandbox;

/// <summary>
/// The exchange from end to end on one machine, told as a story: a nation, two quarters, a bad upload, lookups, refusals and limits. Every
/// call goes through the real client to a real node, and what comes back is compared with what should.
/// </summary>
public static class SandboxStory
{
    /// <summary>Plays the sandbox and tells it.</summary>
    /// <param name="options">With what.</param>
    /// <param name="console">Where to.</param>
    /// <param name="cancellation">Ends it; a sandbox that stays up is told so too.</param>
    /// <returns>What happened, and whether everything was as it should be.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Too few or too many people.</exception>
    /// <exception cref="IOException">The folder is not empty, or a port is taken; the message says which.</exception>
    public static async Task<SandboxReport> RunAsync(SandboxOptions options, IAnsiConsole console, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(console);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.People, NationOptions.MinPeople);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.People, NationOptions.MaxPeople);
        await using var world = await SandboxWorld.StartAsync(options, cancellation);
        var scene = new Scene(new Narrator(console), options, world) { Nation = NationOf(options, world) };

        await TheExchange.TellAsync(scene, cancellation);
        await TheNation.TellAsync(scene, cancellation);
        await TheQuarters.TellAsync(scene, cancellation);
        await TheBadUpload.TellAsync(scene, cancellation);
        await WhoSeesWhat.TellAsync(scene, cancellation);
        await BadRows.TellAsync(scene, cancellation);
        await TheLongList.TellAsync(scene, cancellation);
        await TheMatching.TellAsync(scene, cancellation);
        await TheEvents.TellAsync(scene, cancellation);
        await WhoLooked.TellAsync(scene, cancellation);
        await WhoIsTurnedAway.TellAsync(scene, cancellation);
        await TheSuspension.TellAsync(scene, cancellation);
        await TheGuesser.TellAsync(scene, cancellation);
        await TheQuota.TellAsync(scene, cancellation);
        await TheEnd.TellAsync(scene, cancellation);

        if (options.Serve)
        {
            await world.Node.WaitForShutdownAsync(cancellation);
        }

        return new SandboxReport(scene.Happened.All(happening => happening.AsItShould), scene.Happened);
    }

    private static SyntheticNation NationOf(SandboxOptions options, SandboxWorld world) => new(
        new NationOptions
        {
            People = options.People,
            Seed = options.Seed,
            FirstPeriod = world.Now.Previous.Previous,
            Today = world.Today,
        },
        WilayahTable.Load(Path.Combine(world.ConfigFolder, "wilayah")));
}
