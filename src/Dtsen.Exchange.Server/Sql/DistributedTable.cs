using System.Text.RegularExpressions;
using DbUp.Engine;

namespace Dtsen.Exchange.Server.Sql;

/// <summary>
/// A table that a Citus cluster spreads over its workers. The script that makes it says so, in a line
/// <c>-- citus: distribute &lt;table&gt; by &lt;column&gt;</c>; every table without one is a local table of the coordinator.
/// </summary>
/// <param name="Table">The table.</param>
/// <param name="Column">First column of its primary key, which every hot statement names.</param>
internal sealed partial record DistributedTable(string Table, string Column)
{
    /// <summary>The statement that spreads it, with the rows that it has.</summary>
    public string Sql => $"select create_distributed_table('{Table}', '{Column}')";

    /// <summary>All that the scripts name.</summary>
    public static IReadOnlyList<DistributedTable> In(IEnumerable<SqlScript> scripts) =>
    [
        .. scripts.SelectMany(script => Line().Matches(script.Contents))
            .Select(line => new DistributedTable(line.Groups[1].Value, line.Groups[2].Value)),
    ];

    [GeneratedRegex("^-- citus: distribute ([a-z_]+) by ([a-z_]+)\r?$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
