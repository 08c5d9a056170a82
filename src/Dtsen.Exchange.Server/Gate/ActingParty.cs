using Dtsen.Exchange.Domain.Partners;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>For whom an application acts: an agency, or a wilayah. Exactly one of the two is set.</summary>
/// <param name="Agency">The agency.</param>
/// <param name="Wilayah">Kemendagri code of the wilayah.</param>
internal sealed record ActingParty(Agency? Agency, string? Wilayah);
