using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Domain.Matching;
using Dtsen.Exchange.Domain.Names;
using Dtsen.Exchange.Server.Matching;
using Outcome = Dtsen.Exchange.Domain.Matching.MatchOutcome;

namespace Dtsen.Exchange.Server.Tests.Pages;

/// <summary>What may be told of a record, by chance; and the answer, field by field.</summary>
internal sealed class ToldRecord(Random random)
{
    private static readonly NameNote[] Notes = [.. Enum.GetValues<NameNote>().Where(note => note != NameNote.Unspecified)];

    private readonly Outcome _outcome = (Outcome)random.Next(13);
    private readonly Outcome _given = (Outcome)random.Next(13);
    private readonly NextStep _step = (NextStep)random.Next(12);
    private readonly bool _isProven = random.Next(3) > 0;
    private readonly ComparedRecord _compared = new(
        random.Next(4) == 0 ? null : new NameMatch(random.Next(101), (NameFindings)random.Next(1 << Notes.Length)),
        Maybe(random), Maybe(random), Maybe(random), Maybe(random));
    private readonly int _threshold = random.Next(80, 101);
    private readonly DateOnly? _born = random.Next(4) == 0 ? null : new DateOnly(1990, random.Next(1, 5), random.Next(1, 5));
    private readonly DateOnly _registered = new(1990, random.Next(1, 5), random.Next(1, 5));
    private readonly FieldsNotHeld _notHeld = (FieldsNotHeld)random.Next(1 << 5);

    public MatchContent Content() => MatchContent.Of(
        _outcome,
        _given,
        _step,
        _isProven ? FieldAnswers.Of(_compared, _threshold, _born, _registered, _notHeld) : default);

    public MatchAnswer Expected() => new()
    {
        Outcome = (Contracts.Matching.V1.MatchOutcome)_outcome,
        DukcapilCode = DukcapilCode.Of(_given),
        NextStep = (MatchNextStep)_step,
        Fields = _isProven ? Fields() : null,
    };

    private MatchFields Fields()
    {
        var fields = new MatchFields
        {
            FamilyNumber = ResultOf(_compared.FamilyNumber),
            BirthDate = ResultOf(_compared.BirthDate),
            Sex = ResultOf(_compared.Sex),
            Wilayah = ResultOf(_compared.Wilayah),
            BirthPlace = NotHeld(FieldsNotHeld.BirthPlace),
            MaritalStatus = NotHeld(FieldsNotHeld.MaritalStatus),
            Occupation = NotHeld(FieldsNotHeld.Occupation),
            MotherName = NotHeld(FieldsNotHeld.MotherName),
            Address = NotHeld(FieldsNotHeld.Address),
            BirthDateExchanged = _born is { } born && born != _registered && born.Day == _registered.Month && born.Month == _registered.Day,
        };
        if (_compared.Name is { } name)
        {
            var told = name.Score / 5 * 5;
            fields.Name = told >= _threshold ? MatchResult.Sesuai : MatchResult.TidakSesuai;
            if (name.Score >= NameMatch.Possible)
            {
                fields.NameScore = (uint)told;
                fields.NameNotes.Add(Notes.Where(note => ((int)name.Findings & (1 << ((int)note - 1))) != 0));
            }
        }

        return fields;
    }

    private MatchResult NotHeld(FieldsNotHeld field) => (_notHeld & field) != 0 ? MatchResult.TidakTersedia : MatchResult.Unspecified;

    private static MatchResult ResultOf(bool? agrees) =>
        agrees is not { } does ? MatchResult.Unspecified : does ? MatchResult.Sesuai : MatchResult.TidakSesuai;

    private static bool? Maybe(Random random) => random.Next(3) switch { 0 => null, 1 => true, _ => false };
}
