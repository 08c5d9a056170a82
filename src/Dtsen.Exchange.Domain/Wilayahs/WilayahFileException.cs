namespace Dtsen.Exchange.Domain.Wilayahs;

/// <summary>A file of regions that cannot be read.</summary>
/// <param name="file">Name of the file.</param>
/// <param name="line">Line, from 1.</param>
/// <param name="reason">What is wrong and how to mend it.</param>
public sealed class WilayahFileException(string file, int line, string reason)
    : Exception($"{file}, line {line}: {reason}")
{
    /// <summary>Name of the file.</summary>
    public string File { get; } = file;

    /// <summary>Line, from 1.</summary>
    public int Line { get; } = line;
}
