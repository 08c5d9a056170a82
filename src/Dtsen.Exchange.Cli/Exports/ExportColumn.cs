using Parquet;
using Parquet.Schema;

namespace Dtsen.Exchange.Cli.Exports;

/// <summary>A column on its way: values gather until a row group is full.</summary>
/// <param name="column">Name and type.</param>
internal abstract class ExportColumn(DataField column)
{
    /// <summary>Name and type.</summary>
    public DataField Field => column;

    /// <summary>Takes the value of a row.</summary>
    public abstract void Add(ExportRow row);

    /// <summary>Writes what has gathered.</summary>
    public abstract Task WriteAsync(ParquetRowGroupWriter group, CancellationToken cancellation);
}
