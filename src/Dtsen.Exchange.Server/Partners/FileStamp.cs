namespace Dtsen.Exchange.Server.Partners;

/// <summary>By what a change of files is noticed: names, lengths and times.</summary>
internal static class FileStamp
{
    public static string Of(string file)
    {
        var info = new FileInfo(file);
        return info.Exists ? $"{info.Name}|{info.Length}|{info.LastWriteTimeUtc.Ticks}" : "";
    }

    public static string Of(string folder, string pattern) => Directory.Exists(folder)
        ? string.Join('\n', Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal).Select(Of))
        : "";
}
