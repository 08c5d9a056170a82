using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Type.V1;

namespace Dtsen.Exchange.Client.Desil;

/// <summary>What became of one query of a stream.</summary>
/// <param name="Index">Its place among all queries, from 0.</param>
/// <param name="Item">The answer, or why there is none.</param>
/// <param name="Info">State at which it was read, and the receipt of its page.</param>
public readonly record struct StreamedDesil(long Index, BulkDesilItem Item, ResponseInfo Info);
