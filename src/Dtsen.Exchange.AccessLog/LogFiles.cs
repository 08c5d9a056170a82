using System.Globalization;
using System.Text.RegularExpressions;

namespace Dtsen.Exchange.AccessLog;

/// <summary>The names of the files in a log's folder.</summary>
internal static partial class LogFiles
{
    public const string LockName = "lock";

    public static string Journal(string folder, long first) => Path.Combine(folder, Index(first) + ".journal");

    public static string Segment(string folder, long first) => Path.Combine(folder, Index(first) + ".segment");

    public static string Subjects(string folder, long first, long end) =>
        Path.Combine(folder, Index(first) + "-" + Index(end) + ".subjects");

    /// <summary>The files with an extension, in order of the first leaf that their names give.</summary>
    public static List<(long First, string Path)> List(string folder, string extension)
    {
        var found = new List<(long First, string Path)>();
        foreach (var path in Directory.EnumerateFiles(folder, "*" + extension))
        {
            var name = Path.GetFileNameWithoutExtension(path);
            if (NamePattern().IsMatch(name))
            {
                found.Add((long.Parse(name.Split('-')[0], CultureInfo.InvariantCulture), path));
            }
        }

        found.Sort();
        return found;
    }

    private static string Index(long leaf) => leaf.ToString("D15", CultureInfo.InvariantCulture);

    [GeneratedRegex("^[0-9]{15}(-[0-9]{15})?$", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
