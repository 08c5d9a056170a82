namespace Dtsen.Exchange.Benchmarks.World;

/// <summary>How long the steps of a publication took.</summary>
internal readonly record struct PublicationTimes(TimeSpan Upload, TimeSpan Seal, TimeSpan Publish)
{
    public TimeSpan Whole => Upload + Seal + Publish;
}
