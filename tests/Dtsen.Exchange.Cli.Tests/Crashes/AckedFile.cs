namespace Dtsen.Exchange.Cli.Tests.Crashes;

/// <summary>
/// What a client keeps on its own side of a release: a line before it asks for something, and one for each answer. After a crash of the
/// exchange it is all that anybody knows for certain.
/// </summary>
internal sealed class AckedFile(string path)
{
    private readonly Lock _lock = new();

    public void Asked(string what) => Write("asked " + what);

    public void Acked(string what) => Write("acked " + what);

    public bool HasAsked(string what) => Read().Contains("asked " + what);

    public bool HasAcked(string what) => Read().Contains("acked " + what);

    /// <summary>The most rows of a kabupaten that were acknowledged.</summary>
    public long RowsOf(string kabupaten) => Read()
        .Select(line => line.Split(' '))
        .Where(words => words is ["acked", "rows", var code, _] && code == kabupaten)
        .Select(words => long.Parse(words[3], System.Globalization.CultureInfo.InvariantCulture))
        .Append(0)
        .Max();

    private void Write(string line)
    {
        lock (_lock)
        {
            File.AppendAllText(path, line + "\n");
        }
    }

    private string[] Read()
    {
        lock (_lock)
        {
            return File.Exists(path) ? File.ReadAllLines(path) : [];
        }
    }
}
