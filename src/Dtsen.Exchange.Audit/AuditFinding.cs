namespace Dtsen.Exchange.Audit;

/// <summary>One thing that is wrong.</summary>
/// <param name="File">The file's name, without its folder.</param>
/// <param name="Leaf">The index of the leaf concerned, if it is one.</param>
/// <param name="Fault">The kind.</param>
/// <param name="What">What is wrong, in a sentence without anything that a leaf holds.</param>
public sealed record AuditFinding(string File, long? Leaf, AuditFault Fault, string What);
