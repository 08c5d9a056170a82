using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Domain.Programmes;

namespace Dtsen.Exchange.Server.Desil;

/// <summary>
/// The programmes as an agreement may read them: those whose variable it names, and of exclusions the reason where it names the variable
/// that shows them. An exclusion that may not be told still makes the verdict: a family is not called within the band where it is not.
/// </summary>
/// <param name="programmes">The programmes in force.</param>
/// <param name="grants">Whether the agreement grants a variable.</param>
internal sealed class ProgrammeRights(ProgrammeSet programmes, Predicate<string> grants)
{
    /// <summary>Variables that an answer may carry, in ordinal order.</summary>
    public IReadOnlyList<string> Granted => [.. Variables(grants)];

    /// <summary>Variables that an answer could carry and does not, in ordinal order.</summary>
    public IReadOnlyList<string> Withheld => [.. Variables(name => !grants(name))];

    /// <summary>The programmes that a request asks for and that may be read, in the order of the configuration.</summary>
    /// <param name="ids">Ids; none: all that may be read.</param>
    /// <exception cref="Grpc.Core.RpcException">One may not be read or is not there; which of them is not told.</exception>
    public IReadOnlyList<Programme> Asked(IReadOnlyCollection<string> ids)
    {
        var readable = programmes.Programmes.Where(programme => grants(programme.Variable)).ToList();
        if (ids.Count == 0)
        {
            return readable;
        }

        if (ids.FirstOrDefault(id => !readable.Exists(programme => programme.Id == id)) is not null)
        {
            throw Problem.InvalidField(
                "programmes",
                "holds an id that is no programme which the agreement lets through.",
                "memuat id yang bukan program yang diizinkan perjanjian.");
        }

        return readable.FindAll(programme => ids.Contains(programme.Id));
    }

    /// <summary>Judges a family, and tells what may be told.</summary>
    public ProgrammeCheck Check(Programme programme, DateOnly day, Domain.Desil? desil, FamilyFacts facts)
    {
        var (verdict, because) = programme.Judge(day, desil, facts.Holds);
        var band = programme.BandOn(day);
        var check = new ProgrammeCheck
        {
            Programme = programme.Id,
            Name = programme.Name,
            Verdict = (Contracts.Desil.V1.ProgrammeVerdict)verdict,
            BandLowest = (uint)(band?.Lowest ?? 0),
            BandHighest = (uint)(band?.Highest ?? 0),
        };
        check.Exclusions.AddRange(because.Where(exclusion => grants(exclusion.Variable)).Select(exclusion => new ProgrammeExclusion
        {
            Id = exclusion.Id,
            Label = exclusion.LabelEn,
            LabelId = exclusion.LabelId,
            Variable = exclusion.Variable,
        }));
        return check;
    }

    /// <summary>Programmes that may not be read carry nothing, so the variables of their exclusions are not withheld.</summary>
    private IEnumerable<string> Variables(Predicate<string> wanted) => programmes.Programmes
        .SelectMany(programme => grants(programme.Variable)
            ? programme.Exclusions.Select(exclusion => exclusion.Variable).Prepend(programme.Variable)
            : [programme.Variable])
        .Where(name => wanted(name))
        .Distinct()
        .Order(StringComparer.Ordinal);
}
