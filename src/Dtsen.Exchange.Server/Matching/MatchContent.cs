using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Domain.Matching;
using Dtsen.Exchange.Server.Gate;
using Google.Protobuf;
using Outcome = Dtsen.Exchange.Domain.Matching.MatchOutcome;

namespace Dtsen.Exchange.Server.Matching;

/// <summary>
/// What is told of a record but for candidates, before the mask; in one number, so that answers that say the same are known as such.
/// </summary>
/// <param name="Key">From the lowest bit on: outcome, outcome of the NIK as it was given, next step, fields.</param>
internal readonly record struct MatchContent(ulong Key) : IItemContent
{
    private const int EnumBits = 4;
    private const int EnumMask = (1 << EnumBits) - 1;
    private const int GivenAt = EnumBits;
    private const int StepAt = 2 * EnumBits;
    private const int FieldsAt = 3 * EnumBits;

    /// <summary>What is told of a record.</summary>
    /// <param name="outcome">Which case it is.</param>
    /// <param name="given">Which it is without a look at NIKs like the one that was given.</param>
    /// <param name="step">What to do next.</param>
    /// <param name="fields">The results of fields; the default value where none is told.</param>
    public static MatchContent Of(Outcome outcome, Outcome given, NextStep step, FieldAnswers fields = default) =>
        new((ulong)outcome | ((ulong)given << GivenAt) | ((ulong)step << StepAt) | (fields.Packed << FieldsAt));

    /// <summary>What to do next.</summary>
    public MatchNextStep NextStep => (MatchNextStep)((Key >> StepAt) & EnumMask);

    // What a mask could clear is one bit.
    public static ulong KeyBits(AnswerMask mask) => ulong.MaxValue;

    /// <summary>The answer.</summary>
    public MatchAnswer ToAnswer() => new()
    {
        Outcome = (Contracts.Matching.V1.MatchOutcome)(Key & EnumMask),
        DukcapilCode = DukcapilCode.Of((Outcome)((Key >> GivenAt) & EnumMask)),
        NextStep = NextStep,
        Fields = new FieldAnswers(Key >> FieldsAt).ToFields(),
    };

    public IMessage ToItem() => new BulkMatchItem { Answer = ToAnswer() };
}
