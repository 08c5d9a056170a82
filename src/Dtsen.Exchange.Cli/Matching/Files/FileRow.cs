using Dtsen.Exchange.Cli.Tables;

namespace Dtsen.Exchange.Cli.Matching.Files;

/// <summary>A row, and what is known of it before anything is sent.</summary>
/// <param name="Row">The row.</param>
/// <param name="Known">Its result, where it is not sent; null where the exchange is asked.</param>
internal sealed record FileRow(TableRow Row, RowResult? Known);
