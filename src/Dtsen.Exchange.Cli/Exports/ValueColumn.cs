using Parquet;
using Parquet.Schema;

namespace Dtsen.Exchange.Cli.Exports;

/// <summary>A column of numbers, days or truth values; what was not given is null.</summary>
/// <param name="name">Name of the variable.</param>
/// <param name="read">Reads it from a row; null, or a <typeparamref name="T"/>.</param>
internal sealed class ValueColumn<T>(string name, Func<ExportRow, object?> read) : ExportColumn(new DataField(name, typeof(T), true))
    where T : struct
{
    private readonly List<T?> _values = [];

    public override void Add(ExportRow row) => _values.Add((T?)read(row));

    public override async Task WriteAsync(ParquetRowGroupWriter group, CancellationToken cancellation)
    {
        await group.WriteAsync<T>(Field, _values.ToArray().AsMemory(), cancellationToken: cancellation);
        _values.Clear();
    }
}
