namespace Dtsen.Exchange.Domain.Names;

/// <summary>What a score means.</summary>
public enum NameVerdict
{
    /// <summary>Two people's names.</summary>
    Different,

    /// <summary>Perhaps one person's: somebody should look.</summary>
    Possible,

    /// <summary>One person's name, as people and registers write it.</summary>
    Same,
}
