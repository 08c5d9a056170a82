using System.Text.RegularExpressions;

namespace Dtsen.Exchange.Architecture.Tests;

public class StyleTests
{
    private const int LongestFile = 300;
    private const int LongestLine = 140;

    private static readonly string[] WordsThatSayNothing = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Base", "Common"];

    [Fact]
    public void No_file_is_longer_than_300_lines() => Assert.All(Repository.Sources, path =>
    {
        var lines = File.ReadLines(Path.Combine(Repository.Root, path)).Count();
        Assert.True(lines <= LongestFile, $"{path} has {lines} lines.");
    });

    [Fact]
    public void Members_are_named_without_this() => Assert.All(Repository.Sources, path =>
    {
        // The one rule of .editorconfig that a build does not see.
        var code = File.ReadLines(Path.Combine(Repository.Root, path)).Select((text, at) => (Text: text.Split("//")[0], Line: at + 1));
        Assert.All(code, line => Assert.False(Regex.IsMatch(line.Text, @"\bthis\.\w"), $"{path}, line {line.Line}."));
    });

    [Fact]
    public void No_line_is_longer_than_140_characters() => Assert.All(Repository.Sources, path =>
    {
        var longest = File.ReadLines(Path.Combine(Repository.Root, path)).Select((text, at) => (text.Length, Line: at + 1)).Max();
        Assert.True(longest.Length <= LongestLine, $"{path}, line {longest.Line}: {longest.Length} characters.");
    });

    [Fact]
    public void A_name_says_what_a_thing_is() => Assert.DoesNotContain(
        Repository.Sources.Select(path => Path.GetFileName(path).Split('.')[0]),
        name => WordsThatSayNothing.Any(word => name.EndsWith(word, StringComparison.Ordinal)));

    [Fact]
    public void Time_comes_from_a_TimeProvider() => Assert.Empty(Calls.To((type, method) =>
        type is "System.DateTime" or "System.DateTimeOffset" && method is "get_Now" or "get_UtcNow" or "get_Today"));

    /// <summary>But for the pause between a client's attempts, which must not be the same in any two of them.</summary>
    [Fact]
    public void Chance_comes_from_a_seed() => Assert.Equal(
        ["Dtsen.Exchange.Client.Connections.Backoff"], Calls.To((type, method) => type == "System.Random" && method == "get_Shared"));
}
