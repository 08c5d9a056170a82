using System.CommandLine;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Domain.Names;

namespace Dtsen.Exchange.Cli.Matching;

/// <summary><c>dtsen match explain</c>: two names, without a server.</summary>
internal static class MatchExplain
{
    public static Command Create()
    {
        var left = new Argument<string?>("a") { Description = "A name, as it was written.", Arity = ArgumentArity.ZeroOrOne };
        var right = new Argument<string?>("b") { Description = "Another.", Arity = ArgumentArity.ZeroOrOne };
        var file = new Option<string?>("--file")
        {
            Description = "A CSV file with columns a and b: writes a,b,score,verdict,reasons for each row to standard output.",
            HelpName = "pairs.csv",
        };
        var command = new CliCommand(
            "explain",
            "Compares two names and shows each step: words that are one name, in what they differ, what stands in one name only. Nothing "
            + "is sent anywhere. The verdict is same from a score of 90, possible from 60. Ends with 1 where the verdict is not same.",
            "match explain \"Drs. H. Moh. Yusup\" \"Muhammad Yusuf\"",
            "match explain \"Siti Aminah\" \"Siti Aisyah\" --json",
            "match explain --file pairs.csv > verdicts.csv")
        {
            left, right, file,
        };
        command.Run((parse, output, cancellation) =>
        {
            var (a, b, path) = (parse.GetValue(left), parse.GetValue(right), parse.GetValue(file));
            if (path is not null ? a is not null : a is null || b is null)
            {
                throw new CliFailure(ExitCode.Usage, "Give two names, or --file.");
            }

            return Task.FromResult(path is null ? Explain(a!, b!, output) : NamePairsFile.Compare(path, output, cancellation));
        });
        return command;
    }

    private static ExitCode Explain(string a, string b, Output output)
    {
        var explanation = NameComparison.Explain(a, b);
        var match = explanation.Match;
        output.Say($"{NameText.VerdictOf(match.VerdictAt())} ({match.Score})");
        foreach (var step in explanation.Steps)
        {
            output.Say(step.Similarity is { } similarity
                ? $"  {step.Left} ~ {step.Right}  {similarity}  {NameText.ReasonsOf(step.Findings)}"
                : $"  {(step.Left.Length > 0 ? step.Left : step.Right)}  only in {(step.Left.Length > 0 ? "a" : "b")}");
        }

        foreach (var finding in NameFindingText.Each(match.Findings))
        {
            var (english, indonesian) = NameFindingText.Explain(finding);
            output.Say($"  {english}");
            output.Say($"  {indonesian}");
        }

        output.Answer(new
        {
            score = match.Score,
            verdict = NameText.VerdictOf(match.VerdictAt()),
            reasons = NameFindingText.Each(match.Findings).Select(NameFindingText.CodeOf),
            steps = explanation.Steps.Select(step => new
            {
                a = step.Left,
                b = step.Right,
                similarity = step.Similarity,
                reasons = NameFindingText.Each(step.Findings).Select(NameFindingText.CodeOf),
            }),
        });
        return match.VerdictAt() == NameVerdict.Same ? ExitCode.Ok : ExitCode.No;
    }
}
