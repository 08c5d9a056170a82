using System.Security.Cryptography;
using System.Text.Json;
using Dtsen.Exchange.Cli.Terminal;

namespace Dtsen.Exchange.Cli.Matching.Files;

/// <summary>
/// How far a run has come, kept beside its results: which input, asked how, and how much of the results is whole. It holds no person.
/// </summary>
/// <param name="Input">SHA-256 of the input, hexadecimal.</param>
/// <param name="Terms">What else the results depend on: columns, threshold, period, release, and for which purpose.</param>
/// <param name="Release">Release that the answers were read from; empty before the first.</param>
/// <param name="Rows">Rows that have a result.</param>
/// <param name="Bytes">Length of the results; what stands behind is cut off.</param>
/// <param name="Outcomes">How many rows had each outcome.</param>
internal sealed record MatchJournal(
    string Input, string Terms, string Release, long Rows, long Bytes, SortedDictionary<string, long> Outcomes)
{
    /// <summary>The journal of a run that has not begun.</summary>
    public static MatchJournal Begin(string input, string terms) =>
        new(HashOf(input), terms, "", 0, 0, new SortedDictionary<string, long>(StringComparer.Ordinal));

    /// <summary>Reads a journal; null where there is none.</summary>
    /// <exception cref="CliFailure">It is not one.</exception>
    public static MatchJournal? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<MatchJournal>(File.ReadAllBytes(path)) : null;
        }
        catch (JsonException)
        {
            throw new CliFailure(ExitCode.Usage, $"{path} was not written by this command: begin anew with --overwrite.");
        }
    }

    /// <summary>Whether both are of the same input, asked in the same way.</summary>
    public bool GoesOnWith(MatchJournal other) => Input == other.Input && Terms == other.Terms;

    /// <summary>Writes it in the place of the one before: at any moment one of them is whole.</summary>
    public void Write(string path)
    {
        var next = path + ".new";
        using (var file = new FileStream(next, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, this);
            file.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
    }

    private static string HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
