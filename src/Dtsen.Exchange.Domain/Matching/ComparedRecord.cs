using Dtsen.Exchange.Domain.Names;

namespace Dtsen.Exchange.Domain.Matching;

/// <summary>
/// A record beside the person who has its NIK: what agrees and what does not, and nothing that either of them holds. A field that was not
/// asked for is null.
/// </summary>
/// <param name="Name">The names: score and findings, as <see cref="NameComparison"/> gives them.</param>
/// <param name="BirthDate">Whether the dates of birth are the same.</param>
/// <param name="Sex">Whether the sexes are.</param>
/// <param name="FamilyNumber">Whether the nomor KK are.</param>
/// <param name="Wilayah">Whether the family lives in the wilayah that was given.</param>
public readonly record struct ComparedRecord(NameMatch? Name, bool? BirthDate, bool? Sex, bool? FamilyNumber, bool? Wilayah);
