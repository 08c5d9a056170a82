namespace Dtsen.Exchange.Sandbox.Story;

/// <summary>A line of the last table.</summary>
/// <param name="What">What was done.</param>
/// <param name="Result">What came of it.</param>
/// <param name="AsItShould">Whether that is what should.</param>
internal sealed record Happening(string What, string Result, bool AsItShould);
