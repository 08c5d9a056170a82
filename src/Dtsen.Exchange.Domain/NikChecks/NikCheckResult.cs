namespace Dtsen.Exchange.Domain.NikChecks;

/// <summary>The outcome of a check.</summary>
/// <param name="Verdict">The worst of the findings.</param>
/// <param name="Findings">What was found, in the order of the digits; empty where the NIK is valid.</param>
/// <param name="Nik">The NIK, where the form is right.</param>
public sealed record NikCheckResult(NikVerdict Verdict, IReadOnlyList<NikFinding> Findings, Nik? Nik);
