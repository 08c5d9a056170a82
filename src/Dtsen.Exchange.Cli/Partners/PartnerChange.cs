using Dtsen.Exchange.Contracts.Partner.V1;

namespace Dtsen.Exchange.Cli.Partners;

/// <summary>What is to be suspended or resumed.</summary>
/// <param name="RequestId">Id of the request.</param>
/// <param name="Subject">Whom or what.</param>
/// <param name="Reason">Why.</param>
internal sealed record PartnerChange(string RequestId, SuspensionSubject Subject, string Reason);
