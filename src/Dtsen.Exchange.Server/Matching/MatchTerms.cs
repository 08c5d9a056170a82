using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Matching;
using Dtsen.Exchange.Domain.Names;
using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Register.Current;
using Dtsen.Exchange.Server.Desil;
using Dtsen.Exchange.Server.Gate;

namespace Dtsen.Exchange.Server.Matching;

/// <summary>By which rights and limits the records of a call are matched.</summary>
/// <param name="Threshold">From which score on names are one person's.</param>
/// <param name="Wilayah">Domiciles that the call may see.</param>
/// <param name="Citizen">The citizen who asks, where the end user is one; else null.</param>
/// <param name="ByName">Whether a name is a proof.</param>
/// <param name="Candidates">What may be told of people whom a record may mean.</param>
/// <param name="Agency">The agency, as <see cref="MatchTries"/> knows it.</param>
/// <param name="TriesPerDay">Differing records with the same NIK.</param>
internal sealed record MatchTerms(
    int Threshold, WilayahLimit Wilayah, CitizenHash? Citizen, bool ByName, CandidateRule Candidates, ulong Agency, int TriesPerDay)
{
    /// <summary>Whether people are looked for whom a record may mean.</summary>
    public bool Suggests => Candidates != CandidateRule.None && Citizen is null;

    /// <summary>
    /// Whether a record may mean a person who was born on its day: by the name, where a low threshold is not enough, by the sex, and
    /// because the NIK is active.
    /// </summary>
    /// <param name="person">The person, as they stand.</param>
    /// <param name="given">What the record says.</param>
    /// <param name="score">Score of the two names.</param>
    public bool MayMean(in CurrentPerson person, in GivenRecord given, int score) =>
        MatchRules.Told(score) >= Math.Max(Threshold, NameMatch.DefaultThreshold)
        && (given.Sex == Sex.Unknown || given.Sex == person.Sex)
        && person.Status == NikStatus.Active;
}
