namespace Dtsen.Exchange.Sandbox;

/// <summary>A line of the sandbox's last table.</summary>
/// <param name="What">What was done.</param>
/// <param name="Result">What came of it.</param>
/// <param name="AsItShould">Whether that is what should.</param>
public sealed record Happening(string What, string Result, bool AsItShould);
