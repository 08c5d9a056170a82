using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain.Names;

namespace Dtsen.Exchange.Server.Tests.Matching;

/// <summary>
/// Guessing, and nothing else: five wrong guesses a person, of which each is told to be wrong; what is right is told to be right. Written
/// without a look at how the exchange does it. Who learns as much from the exchange as from this has learned nothing but what it guessed.
/// </summary>
/// <param name="families">The people.</param>
internal sealed class GuessingGame(IEnumerable<Family> families)
{
    private const int WrongGuesses = 5;

    private readonly Dictionary<string, (Member Person, Family Family)> _people = families
        .SelectMany(family => family.Members.Select(member => (member, family)))
        .ToDictionary(pair => pair.member.NomorIndukKependudukan);

    private readonly Dictionary<string, int> _wrong = [];

    /// <summary>Takes a guess about a person, asked by the own NIK or by one like it.</summary>
    public MatchAnswer Ask(string nik, MatchRecord guess)
    {
        var (person, family) = _people[nik];
        if (_wrong.GetValueOrDefault(nik) >= WrongGuesses)
        {
            return new MatchAnswer();
        }

        var knowsName = NameComparison.Compare(person.Nama, guess.Name).Score >= 80;
        var born = guess.BirthDate is null ? null : (bool?)guess.BirthDate.Equals(person.TanggalLahir);
        var fields = new MatchFields
        {
            Sex = Of(guess.Sex == 0 ? null : guess.Sex == person.JenisKelamin),
            BirthDate = Of(born),
            FamilyNumber = Of(guess.FamilyNumber.Length == 0 ? null : guess.FamilyNumber == family.NomorKartuKeluarga),
            Wilayah = Of(guess.WilayahCode.Length == 0
                ? null
                : family.KodeKelurahanDesa.StartsWith(guess.WilayahCode, StringComparison.Ordinal)),
        };
        var isWrong = !knowsName
            || new[] { fields.Sex, fields.BirthDate, fields.FamilyNumber, fields.Wilayah }.Contains(MatchResult.TidakSesuai);
        _wrong[nik] = _wrong.GetValueOrDefault(nik) + (isWrong ? 1 : 0);
        return !knowsName ? new MatchAnswer()
            : guess.Nik == nik ? new MatchAnswer { Fields = fields }
            : new MatchAnswer { Candidates = born == true ? new MatchCandidates() : null };
    }

    private static MatchResult Of(bool? right) =>
        right is null ? MatchResult.Unspecified : right.Value ? MatchResult.Sesuai : MatchResult.TidakSesuai;
}
