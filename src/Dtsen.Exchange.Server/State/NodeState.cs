using Dtsen.Exchange.Domain.Partners;

namespace Dtsen.Exchange.Server.State;

/// <summary>
/// All that a node knows from the change log up to <see cref="Seq"/>: one immutable value, swapped whole. A call takes it once and is
/// answered from it.
/// </summary>
/// <param name="Seq">Number of the last entry applied.</param>
/// <param name="Partners">Agencies, applications and agreements.</param>
internal sealed record NodeState(long Seq, PartnerDirectory Partners);
