namespace Dtsen.Exchange.Server.Partners;

/// <summary>What reading a folder of partner files came to: a set, or the problems that stand against it.</summary>
/// <param name="Set">The set; null where there is any problem.</param>
/// <param name="Problems">The problems, in order of file.</param>
public sealed record PartnerFilesResult(PartnerSet? Set, IReadOnlyList<PartnerProblem> Problems);
