using Dtsen.Exchange.Domain.Variables;

namespace Dtsen.Exchange.Domain.Programmes;

/// <summary>The programmes of one accepted file. Immutable.</summary>
/// <param name="programmes">The programmes, in their order in the file.</param>
public sealed class ProgrammeSet(IReadOnlyList<Programme> programmes)
{
    /// <summary>No programme.</summary>
    public static ProgrammeSet Empty { get; } = new([]);

    /// <summary>The programmes, in their order in the file.</summary>
    public IReadOnlyList<Programme> Programmes { get; } = programmes;

    /// <summary>Reads a file such as <c>programmes.json</c>.</summary>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="json">What stands in it, in UTF-8.</param>
    /// <param name="catalogue">Catalogue that the variables and codes must stand in.</param>
    /// <exception cref="InvalidDataException">It cannot be understood or breaks a rule; the message says where.</exception>
    public static ProgrammeSet Parse(string file, ReadOnlySpan<byte> json, VariableCatalogue catalogue) =>
        ProgrammeFile.Parse(file, json, catalogue);

    /// <summary>Reads a file that was accepted before, by whichever catalogue.</summary>
    public static ProgrammeSet ReadAccepted(ReadOnlySpan<byte> json) => ProgrammeFile.Parse("programmes", json, null);
}
