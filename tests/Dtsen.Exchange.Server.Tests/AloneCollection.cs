namespace Dtsen.Exchange.Server.Tests;

/// <summary>Tests that watch the memory of the whole process: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public class AloneCollection
{
    public const string Name = "alone";
}
