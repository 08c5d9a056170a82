using Dtsen.Exchange.Register.Files;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>Something that is wrong with a release.</summary>
/// <param name="File">Name of the file, without its folder.</param>
/// <param name="Fault">Kind of damage.</param>
/// <param name="What">The place and the damage, in words; places are rows, blocks and parts of a file, never a number or a name.</param>
public sealed record ReleaseFinding(string File, RegisterFileFault Fault, string What);
