using System.Collections.Frozen;

namespace Dtsen.Exchange.Domain.Variables;

/// <summary>The codes of a variable in one version.</summary>
/// <param name="name">Name.</param>
/// <param name="version">Version.</param>
/// <param name="labels">Label of each code, in Indonesian.</param>
public sealed class CodeList(string name, int version, IReadOnlyDictionary<int, string> labels)
{
    private readonly FrozenDictionary<int, string> _labels = labels.ToFrozenDictionary();

    /// <summary>Name.</summary>
    public string Name { get; } = name;

    /// <summary>Version.</summary>
    public int Version { get; } = version;

    /// <summary>The codes, in order.</summary>
    public IEnumerable<int> Codes => _labels.Keys.Order();

    /// <summary>Whether a code is in the list.</summary>
    public bool Contains(uint code) => _labels.ContainsKey((int)code);

    /// <summary>Label of a code; empty where it is not in the list.</summary>
    public string LabelOf(int code) => _labels.GetValueOrDefault(code, "");
}
