namespace Dtsen.Exchange.Client.Desil;

/// <summary>What the first page of a stream says of the release.</summary>
/// <param name="ForPeriod">Ranking period.</param>
/// <param name="AsOfRelease">Release to read as it was sealed.</param>
/// <param name="ContinuesRelease">Release to go on in.</param>
internal sealed record StreamStart(string ForPeriod, string AsOfRelease, string ContinuesRelease)
{
    /// <summary>What the first page on a later connection says, when answers were read from a release already.</summary>
    public StreamStart GoingOn(string release) =>
        AsOfRelease.Length > 0 ? this : new StreamStart("", "", release);
}
