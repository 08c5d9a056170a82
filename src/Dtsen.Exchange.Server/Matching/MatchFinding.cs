using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Server.Pages;

namespace Dtsen.Exchange.Server.Matching;

/// <summary>What became of a record.</summary>
/// <param name="Content">What is told of it.</param>
/// <param name="Candidates">People whom it may mean; null where there is nobody, or nothing is told.</param>
internal readonly record struct MatchFinding(MatchContent Content, MatchCandidates? Candidates = null)
{
    /// <summary>The answer.</summary>
    public MatchAnswer ToAnswer()
    {
        var answer = Content.ToAnswer();
        answer.Candidates = Candidates;
        return answer;
    }

    /// <summary>Adds it to the answer to a page. Candidates are told one by one; hardly any are like others.</summary>
    public void AddTo(PageAnswer<MatchContent> page)
    {
        if (Candidates is null)
        {
            page.Add(Content);
        }
        else
        {
            page.Add(new BulkMatchItem { Answer = ToAnswer() });
        }
    }
}
