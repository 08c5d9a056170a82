namespace Dtsen.Exchange.Register.Tests.Releases;

/// <summary>A part of a file.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Start">Its first byte.</param>
/// <param name="End">The byte behind it.</param>
/// <param name="Place">A word that a finding about it has.</param>
internal sealed record FilePart(string Name, int Start, int End, string Place);
