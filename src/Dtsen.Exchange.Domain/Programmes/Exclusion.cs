namespace Dtsen.Exchange.Domain.Programmes;

/// <summary>What keeps a family out of a programme although its desil lies within the band.</summary>
/// <param name="Id">Its id within the programme.</param>
/// <param name="LabelId">What it is, in Indonesian.</param>
/// <param name="LabelEn">What it is, in English.</param>
/// <param name="Variable">
/// Coded variable that shows it: of the family, or of any of its members. Who may not read it is not told why.
/// </param>
/// <param name="Codes">Codes that show it.</param>
/// <param name="IsCertain">
/// Whether the codes alone decide. Where they mix who is excluded with who is not, the owner of the programme has to look.
/// </param>
public sealed record Exclusion(
    string Id, string LabelId, string LabelEn, string Variable, IReadOnlySet<uint> Codes, bool IsCertain);
