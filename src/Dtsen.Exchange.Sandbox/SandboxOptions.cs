using Dtsen.Exchange.Sandbox.Nation;

namespace Dtsen.Exchange.Sandbox;

/// <summary>With what a sandbox is run.</summary>
public sealed record SandboxOptions
{
    /// <summary>People of the nation, from <see cref="NationOptions.MinPeople"/> to <see cref="NationOptions.MaxPeople"/>.</summary>
    public int People { get; init; } = 100_000;

    /// <summary>Another seed gives another nation.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// An empty folder, or one to be made, for keys, configuration, rankings and the node's data, kept afterwards; null: a temporary one,
    /// which is kept only when the sandbox stays up.
    /// </summary>
    public string? DataFolder { get; init; }

    /// <summary>Whether exchange and authority stay up after the story.</summary>
    public bool Serve { get; init; }

    /// <summary>Port of the exchange; 0: any that is free.</summary>
    public int Port { get; init; }

    /// <summary>Port of the authority; 0: any that is free.</summary>
    public int AuthorityPort { get; init; }

    /// <summary>The shipped configuration, of which the sandbox works with a copy.</summary>
    public required string ConfigFolder { get; init; }

    /// <summary>Clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
