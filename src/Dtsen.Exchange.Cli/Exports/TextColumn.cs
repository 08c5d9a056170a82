using Parquet;
using Parquet.Schema;

namespace Dtsen.Exchange.Cli.Exports;

/// <summary>A column of text; what was not given is null.</summary>
/// <param name="name">Name of the variable.</param>
/// <param name="read">Reads it from a row.</param>
internal sealed class TextColumn(string name, Func<ExportRow, string?> read) : ExportColumn(new DataField(name, typeof(string), true))
{
    private readonly List<string?> _values = [];

    public override void Add(ExportRow row) => _values.Add(read(row));

    public override async Task WriteAsync(ParquetRowGroupWriter group, CancellationToken cancellation)
    {
        // Nulls are values of a nullable field; the library's signature does not say so.
        await group.WriteAsync(Field, _values!);
        _values.Clear();
    }
}
