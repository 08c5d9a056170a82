using Dtsen.Exchange.Domain;

namespace Dtsen.Exchange.Sandbox.Nation.Names;

/// <summary>How people of one region are named.</summary>
/// <param name="Form">How a name is put together.</param>
/// <param name="Male">Men's names, separated by blanks.</param>
/// <param name="Female">Women's names.</param>
/// <param name="Last">
/// Family names (marga, fam), or second names where the form has no family name: those of women behind a bar, if they are others.
/// </param>
/// <param name="OneWord">Share of people with a single name.</param>
internal sealed record NameStyle(NameForm Form, string Male, string Female, string Last, double OneWord)
{
    private readonly string[][] _lastNames = [.. Last.Split('|').Select(names => names.Split(' ', StringSplitOptions.RemoveEmptyEntries))];

    /// <summary>Men's names.</summary>
    public string[] MaleNames { get; } = Male.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Women's names.</summary>
    public string[] FemaleNames { get; } = Female.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Family or second names of men or of women.</summary>
    public string[] LastNamesOf(Sex sex) => sex == Sex.Male ? _lastNames[0] : _lastNames[^1];
}
