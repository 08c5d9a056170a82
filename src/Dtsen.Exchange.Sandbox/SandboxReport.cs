namespace Dtsen.Exchange.Sandbox;

/// <summary>What a sandbox came to.</summary>
/// <param name="AsItShould">Whether everything was as it should be.</param>
/// <param name="Happened">What happened, in order.</param>
public sealed record SandboxReport(bool AsItShould, IReadOnlyList<Happening> Happened);
