using System.CommandLine;
using System.Globalization;
using Dtsen.Exchange.Cli.Connections;
using Dtsen.Exchange.Cli.Desil;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Google.Type;

namespace Dtsen.Exchange.Cli.Matching;

/// <summary><c>dtsen match one</c></summary>
internal static class MatchOne
{
    public static Command Create()
    {
        var nik = QueryOptions.Named(
            "--nik", "16 digits", "NIK of the record, as it was written; without one people are looked for whom the record may mean.");
        var name = QueryOptions.Named("--name", "name", "Name, as it was written, with titles or without.");
        var kk = QueryOptions.Named("--kk", "16 digits", "Nomor KK.");
        var birthDate = QueryOptions.Named("--birth-date", "yyyy-mm-dd", "Date of birth.");
        var sex = QueryOptions.Named("--sex", "m|f", "Sex: m (laki-laki) or f (perempuan).");
        sex.AcceptOnlyFromAmong("m", "f");
        var wilayah = QueryOptions.Named("--wilayah", "code", "Kemendagri code of the domicile, 2, 4, 6 or 10 digits without dots.");
        var threshold = new Option<uint>("--threshold")
        {
            Description = "From which score on names agree, 80 to 100; 90 by default.",
            HelpName = "n",
        };
        var period = QueryOptions.Named("--period", "2026-T3", "Ranking period; otherwise the release that is effective today.");
        var asOf = QueryOptions.Named("--as-of", "2026-T3.v1", "Name of a release, instead of a period.");
        var command = new CliCommand(
            "one",
            "Matches one record with the register: padan or not, why, and what to do next. A name or a nomor KK is needed beside the NIK. "
            + "Without a NIK, name, date of birth and wilayah, of a kabupaten or narrower, say whether anybody may be meant. "
            + "No value of the register is shown. Ends with 1 where the outcome is neither PADAN nor PADAN_DENGAN_CATATAN.",
            "match one --nik 3273014107900001 --name \"SITI AMINAH\" --birth-date 1990-07-01 --sex f --purpose pemadanan",
            "match one --nik 3273014107900001 --kk 3273010101200001 --wilayah 3273 --purpose pemadanan --json",
            "match one --name \"SITI AMINAH\" --birth-date 1990-07-01 --wilayah 3273 --purpose pemadanan")
        {
            nik, name, kk, birthDate, sex, wilayah, threshold, period, asOf,
        };
        Connection.AddTo(command);
        command.Run(async (parse, output, cancellation) =>
        {
            var request = new MatchRequest
            {
                Record = new MatchRecord
                {
                    Nik = parse.GetValue(nik) ?? "",
                    Name = parse.GetValue(name) ?? "",
                    FamilyNumber = parse.GetValue(kk) ?? "",
                    BirthDate = BirthDate(parse.GetValue(birthDate)),
                    Sex = parse.GetValue(sex) switch { "m" => 1u, "f" => 2u, _ => 0u },
                    WilayahCode = parse.GetValue(wilayah) ?? "",
                    WilayahCodeSystem = parse.GetValue(wilayah) is null ? WilayahCodeSystem.Unspecified : WilayahCodeSystem.Kemendagri,
                },
                Threshold = parse.GetValue(threshold),
                ForPeriod = parse.GetValue(period) ?? "",
                AsOfRelease = parse.GetValue(asOf) ?? "",
            };
            await using var client = Connection.Open(parse);
            var answer = await client.With(Connection.Context(parse)).Matching.MatchAsync(request, cancellationToken: cancellation);
            output.Show(["", ""], MatchText.RowsOf(answer.Answer).Concat(DesilText.RowsOf(answer.Info)));
            foreach (var guidance in answer.Guidance)
            {
                output.Say(guidance.Text);
                output.Say(guidance.TextId);
            }

            output.Answer(answer);
            return answer.Answer.Outcome is MatchOutcome.Padan or MatchOutcome.PadanDenganCatatan ? ExitCode.Ok : ExitCode.No;
        });
        return command;
    }

    private static Date? BirthDate(string? text) =>
        text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new Date { Year = day.Year, Month = day.Month, Day = day.Day }
        : throw new CliFailure(ExitCode.Usage, "--birth-date takes a day such as 1990-07-01.");
}
