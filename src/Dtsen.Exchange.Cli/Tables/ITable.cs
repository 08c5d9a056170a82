namespace Dtsen.Exchange.Cli.Tables;

/// <summary>A file of rows, as text or as a spreadsheet, read from start to end in little memory.</summary>
internal interface ITable : IDisposable
{
    /// <summary>Names of the columns, as they are written.</summary>
    IReadOnlyList<string> Headings { get; }

    /// <summary>How much of the file was read, 0 to 1.</summary>
    double Share { get; }

    /// <summary>The rows below the headings; to be run through once.</summary>
    IEnumerable<TableRow> Rows();
}
