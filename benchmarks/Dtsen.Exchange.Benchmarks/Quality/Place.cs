namespace Dtsen.Exchange.Benchmarks.Quality;

/// <summary>What somebody is in a family.</summary>
internal enum Place
{
    /// <summary>The husband, and father.</summary>
    Father,

    /// <summary>The wife, and mother.</summary>
    Mother,

    /// <summary>A child.</summary>
    Child,

    /// <summary>A child that has a twin.</summary>
    Twin,
}
