using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Domain.Matching;
using Google.Protobuf.Collections;

namespace Dtsen.Exchange.Server.Matching;

/// <summary>Gathers which next steps occur in an answer, so that the words of each are sent once.</summary>
internal struct Guidance
{
    private static readonly MatchGuidance[] Words =
        [.. Enum.GetValues<NextStep>().Where(step => step != NextStep.Unspecified).Select(ToProto)];

    private uint _steps;

    /// <summary>A step occurs.</summary>
    public void Note(MatchNextStep step) => _steps |= 1u << (int)step;

    /// <summary>Adds the words.</summary>
    public readonly void AddTo(RepeatedField<MatchGuidance> guidance)
    {
        foreach (var words in Words)
        {
            if ((_steps & (1u << (int)words.NextStep)) != 0)
            {
                // Its own copy: the gate may clear fields of an answer.
                guidance.Add(words.Clone());
            }
        }
    }

    private static MatchGuidance ToProto(NextStep step)
    {
        var (english, indonesian) = NextStepText.Of(step);
        return new MatchGuidance { NextStep = (MatchNextStep)step, Text = english, TextId = indonesian };
    }
}
