namespace Dtsen.Exchange.Server.Releases;

/// <summary>How far a check of this node is.</summary>
internal sealed class SealProgress : IProgress<(double Share, string What)>
{
    private volatile Stage _stage = new(0, "waiting for the release");

    /// <summary>How much is done, 0 to 1, and what is being done.</summary>
    public (double Share, string What) Current => (_stage.Share, _stage.What);

    /// <inheritdoc/>
    public void Report((double Share, string What) value) => _stage = new(value.Share, value.What);

    private sealed record Stage(double Share, string What);
}
