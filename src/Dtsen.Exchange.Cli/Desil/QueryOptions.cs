using System.CommandLine;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Contracts.Desil.V1;

namespace Dtsen.Exchange.Cli.Desil;

/// <summary>The options by which a command names one family and brings the proof.</summary>
internal sealed class QueryOptions
{
    private readonly Option<string?> _nik = Named("--nik", "16 digits", "NIK of a member of the family.");
    private readonly Option<string?> _kk = Named("--kk", "16 digits", "Nomor KK of the family.");
    private readonly Option<string?> _name = Named("--name", "name", "Proof for a NIK: the person's name, as registered.");
    private readonly Option<string?> _proofKk =
        Named("--proof-kk", "16 digits", "Proof for a NIK: the nomor KK of the person's family.");

    private readonly Option<string?> _memberNik = Named("--member-nik", "16 digits", "Proof for a nomor KK: the NIK of a member.");

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new[] { _nik, _kk, _name, _proofKk, _memberNik })
        {
            command.Add(option);
        }
    }

    /// <summary>What was given.</summary>
    /// <exception cref="CliFailure">Neither a NIK nor a nomor KK was.</exception>
    public DesilQuery Read(ParseResult parse)
    {
        var query = DesilQueries.Make(new DesilFields(
            parse.GetValue(_nik), parse.GetValue(_kk), parse.GetValue(_name), parse.GetValue(_proofKk), parse.GetValue(_memberNik)));
        return query.KeyCase == DesilQuery.KeyOneofCase.None
            ? throw new CliFailure(ExitCode.Usage, "Give --nik or --kk.")
            : query;
    }

    /// <summary>An option that takes a text.</summary>
    public static Option<string?> Named(string name, string value, string description) =>
        new(name) { Description = description, HelpName = value };
}
