using System.CommandLine;
using System.Globalization;
using Dtsen.Exchange.Cli.Connections;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.NikChecks;

namespace Dtsen.Exchange.Cli.Niks;

/// <summary><c>dtsen nik check</c>: one NIK.</summary>
internal static class NikCheckCommand
{
    public static Command Create()
    {
        var nik = new Argument<string?>("nik")
        {
            Description = "The NIK, as it was given; quote it where it holds blanks.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var file = new Option<string?>("--file")
        {
            Description = "A CSV file with a column nik: writes row,verdict,reasons for each row to standard output.",
            HelpName = "x.csv",
        };
        var birthDate = new Option<string?>("--birth-date")
        {
            Description = "Declared date of birth, to compare.",
            HelpName = "yyyy-mm-dd",
        };
        var sex = new Option<string?>("--sex")
        {
            Description = "Declared sex, to compare: m (laki-laki) or f (perempuan).",
            HelpName = "m|f",
        };
        sex.AcceptOnlyFromAmong("m", "f");
        var command = new CliCommand(
            "check",
            "Explains a NIK: valid, a warning to look at, or an error. Nothing is sent anywhere, and nothing says whether anybody has it. "
            + "Ends with 1 where there is an error.",
            "nik check 3273014107900001",
            "nik check 3273014107900001 --birth-date 1990-07-01 --sex f",
            "nik check --file penerima.csv > verdicts.csv")
        {
            nik, file, birthDate, sex, ConfigFolder.Option,
        };
        command.Run((parse, output, cancellation) =>
        {
            var text = parse.GetValue(nik);
            var path = parse.GetValue(file);
            if ((text is null) == (path is null))
            {
                throw new CliFailure(ExitCode.Usage, "Give a NIK or --file, one of them.");
            }

            var wilayah = ConfigFolder.ReadWilayah(parse);
            var born = BirthDate(parse.GetValue(birthDate));
            var declared = parse.GetValue(sex) switch { "m" => Sex.Male, "f" => Sex.Female, _ => Sex.Unknown };
            return Task.FromResult(path is null
                ? Explain(NikCheck.Check(text!, wilayah, born, declared), output)
                : NikFile.Check(path, wilayah, output, cancellation));
        });
        return command;
    }

    private static ExitCode Explain(NikCheckResult result, Output output)
    {
        output.Say(NikText.VerdictOf(result.Verdict));
        foreach (var finding in result.Findings)
        {
            var (english, indonesian) = NikFindings.Explain(finding);
            output.Say($"  {english}");
            output.Say($"  {indonesian}");
        }

        output.Answer(new { verdict = NikText.VerdictOf(result.Verdict), reasons = NikText.ReasonsOf(result.Findings) });
        return result.Verdict == NikVerdict.Error ? ExitCode.No : ExitCode.Ok;
    }

    private static DateOnly? BirthDate(string? text) =>
        text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new CliFailure(ExitCode.Usage, "--birth-date takes a day such as 1990-07-01.");
}
