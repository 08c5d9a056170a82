namespace Dtsen.Exchange.Server.Gate;

/// <summary>Whose tokens the exchange takes.</summary>
/// <param name="Authority">Issuer: an https URI with a discovery document below it.</param>
/// <param name="Audience">The audience that stands for this exchange.</param>
internal sealed record TokenTrust(string Authority, string Audience);
