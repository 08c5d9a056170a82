using System.CommandLine;
using Dtsen.Exchange.Cli.Connections;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Contracts.Partner.V1;

namespace Dtsen.Exchange.Cli.Partners;

/// <summary><c>dtsen partner show</c></summary>
internal static class PartnerShow
{
    public static Command Create()
    {
        var command = new CliCommand(
            "show",
            "Shows the agreement of the calling application as the exchange enforces it: the first call to try a connection with.",
            "partner show --application bpjs-kesehatan.pbi-jk",
            "partner show --exchange https://localhost:8443 --authority https://localhost:8444 --pki pki --application bps.pemeringkatan");
        Connection.AddTo(command);
        command.Run(async (parse, output, cancellation) =>
        {
            await using var client = Connection.Open(parse);
            var answer = await client.With(Connection.Context(parse)).Partner
                .GetAgreementAsync(new GetAgreementRequest(), cancellationToken: cancellation);
            output.Show(["", ""], RowsOf(answer));
            output.Answer(answer);
            return ExitCode.Ok;
        });
        return command;
    }

    private static IEnumerable<string[]> RowsOf(GetAgreementResponse answer)
    {
        var agreement = answer.Application.Agreement;
        yield return ["Agency", answer.Agency.Name];
        yield return ["Application", $"{answer.Application.Id} ({answer.Application.Name})"];
        yield return ["Agreement", agreement.Id];
        yield return ["In force", $"{AgreementText.Day(agreement.ValidFrom)} to {AgreementText.Day(agreement.ValidUntil)}"];
        yield return ["Level", $"{(int)agreement.Level}"];
        yield return ["Scopes", AgreementText.List(agreement.Scopes)];
        yield return ["Wilayah", agreement.WholeNation ? "the whole nation" : AgreementText.List(agreement.WilayahCodes)];
        yield return ["Variables", AgreementText.List(agreement.Variables)];
        yield return ["Purposes", AgreementText.List(agreement.Purposes)];
        yield return ["Proof", agreement.RequiredProof.ToString()];
        yield return ["Releases", agreement.ReleaseAudience.ToString()];
        yield return ["End user", agreement.EndUser.ToString()];
        yield return ["Acts for agencies", AgreementText.List(agreement.ActingAgencies)];
        yield return ["Acts for wilayah", agreement.ActingWilayah ? "within its own" : "none"];
        yield return ["BAST", $"{agreement.Bast}{(agreement.ReShare ? ", may be handed on" : "")}"];
    }
}
