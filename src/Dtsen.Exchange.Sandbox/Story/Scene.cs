using Dtsen.Exchange.Client.Releases;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Sandbox.Nation;
using Dtsen.Exchange.Sandbox.Ranking;
using Dtsen.Exchange.Sandbox.World;

namespace Dtsen.Exchange.Sandbox.Story;

/// <summary>What the chapters share: the world, the nation with its two quarters, and what has happened so far.</summary>
internal sealed class Scene(Narrator narrator, SandboxOptions options, SandboxWorld world)
{
    private readonly List<Happening> _happened = [];

    public Narrator Narrator => narrator;

    public SandboxOptions Options => options;

    public SandboxWorld World => world;

    public BpsDesk Bps { get; } = new(world);

    /// <summary>The people.</summary>
    public required SyntheticNation Nation { get; init; }

    /// <summary>The two rankings, as files.</summary>
    public List<(NationRanking Ranking, RankingFolder Files)> Quarters { get; } = [];

    /// <summary>The two releases.</summary>
    public List<Release> Releases { get; } = [];

    /// <summary>What happened, in order.</summary>
    public IReadOnlyList<Happening> Happened => _happened;

    /// <summary>Keeps for the last table what happened, and whether it is what should.</summary>
    public void Note(string what, string result, bool asItShould = true) => _happened.Add(new Happening(what, result, asItShould));
}
