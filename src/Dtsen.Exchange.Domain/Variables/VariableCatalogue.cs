using System.Collections.Frozen;

namespace Dtsen.Exchange.Domain.Variables;

/// <summary>
/// The 39 variables of DTSEN (13 of the person, 26 of the family) with their items and code lists, and the derived ones that
/// agreements name besides. One version, immutable; a release names the version that its codes follow.
/// </summary>
public sealed class VariableCatalogue
{
    /// <summary>In an agreement: every variable that is not specific.</summary>
    public const string Wildcard = "*";

    private readonly FrozenDictionary<string, Variable> _byName;
    private readonly FrozenDictionary<string, CodeList> _codeLists;

    internal VariableCatalogue(int version, IReadOnlyList<Variable> variables, IEnumerable<CodeList> codeLists)
    {
        Version = version;
        Variables = variables;
        _byName = variables.DistinctBy(variable => variable.Name).ToFrozenDictionary(variable => variable.Name, StringComparer.Ordinal);
        _codeLists = codeLists.ToFrozenDictionary(list => list.Name, StringComparer.Ordinal);
    }

    /// <summary>Version of the catalogue.</summary>
    public int Version { get; }

    /// <summary>Variables, each followed by its items; nomor_kartu_keluarga stands in it twice, as both entities list it.</summary>
    public IReadOnlyList<Variable> Variables { get; }

    /// <summary>Reads a catalogue such as <c>variables.v1.json</c>.</summary>
    /// <exception cref="InvalidDataException">The file cannot be understood; the message says where.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static VariableCatalogue Load(string path) => CatalogueFile.Parse(Path.GetFileName(path), File.ReadAllText(path));

    /// <summary>The variable or item of this name, or null.</summary>
    public Variable? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The code list of this name, or null.</summary>
    public CodeList? FindCodeList(string name) => _codeLists.GetValueOrDefault(name);

    /// <summary>
    /// Whether what an agreement names grants a variable: by its own name; an item by its variable's name or all by
    /// <see cref="Wildcard"/>, unless it is specific, which only its own name grants.
    /// </summary>
    /// <param name="granted">Names in the agreement.</param>
    /// <param name="name">Variable or item; one that the catalogue does not know is not granted.</param>
    public bool Grants(IReadOnlySet<string> granted, string name)
    {
        if (Find(name) is not { } variable)
        {
            return false;
        }

        if (granted.Contains(name))
        {
            return true;
        }

        return variable.Classification != Classification.Spesifik
            && (granted.Contains(Wildcard)
                || (name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && granted.Contains(name[..dot])));
    }
}
