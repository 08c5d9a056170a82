namespace Dtsen.Exchange.Identity.Tokens;

/// <summary>Why a token is refused: the error of RFC 6749, and what to do about it.</summary>
internal sealed record Refusal(string Error, string Description);
