using System.CommandLine;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Contracts.Release.V1;

namespace Dtsen.Exchange.Cli.Releases;

/// <summary>A change that waits for another application's approval.</summary>
internal static class ProposalText
{
    /// <summary>By default a command that is repeated repeats nothing.</summary>
    public static Option<string?> RequestId() => new("--request-id")
    {
        Description = "By which a repetition is known; by default it follows from the command: running it again proposes nothing new.",
        HelpName = "id",
    };

    /// <summary>What whoever approves must know.</summary>
    public static void ShowBounds(Proposal proposal, Output output)
    {
        if (proposal.OutOfBounds.Length > 0)
        {
            output.Say($"{proposal.Id} lies outside of the bounds: {proposal.OutOfBounds}");
            output.Say($"Why it is published all the same: {proposal.BoundsReason}");
        }
    }

    public static void Show(Proposal proposal, Output output)
    {
        output.Say($"Proposed: {proposal.Id}");
        ShowBounds(proposal, output);
        output.Say($"Next, as another application of BPS: dtsen release approve {proposal.Id} --application <id>");
    }
}
