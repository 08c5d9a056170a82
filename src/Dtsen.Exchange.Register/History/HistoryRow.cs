using Dtsen.Exchange.Domain;

namespace Dtsen.Exchange.Register.History;

/// <summary>What stays of a person when a release is retired.</summary>
/// <param name="Kabupaten">Kabupaten or kota of domicile, code of four digits.</param>
/// <param name="Desil">Desil of the family.</param>
/// <param name="Status">State of the NIK.</param>
public readonly record struct HistoryRow(ulong Kabupaten, DesilSet Desil, NikStatus Status);
