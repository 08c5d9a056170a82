namespace Dtsen.Exchange.Cli.Niks;

/// <summary>Why a NIK is not simply valid.</summary>
/// <param name="Code">For a machine, e.g. <c>SEQUENCE_ZERO</c>.</param>
/// <param name="English">For a person.</param>
/// <param name="Indonesian">For a person.</param>
internal sealed record NikReason(string Code, string English, string Indonesian);
