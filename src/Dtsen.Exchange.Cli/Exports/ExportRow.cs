using Dtsen.Exchange.Contracts.Type.V1;

namespace Dtsen.Exchange.Cli.Exports;

/// <summary>A row to be written.</summary>
/// <param name="Family">The family.</param>
/// <param name="Member">Of people: the member of it.</param>
internal readonly record struct ExportRow(Family Family, Member? Member);
