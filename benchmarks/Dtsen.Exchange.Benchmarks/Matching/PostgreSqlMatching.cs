using System.Globalization;
using Dtsen.Exchange.Benchmarks.PostgreSql;
using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Matching;
using Dtsen.Exchange.Domain.Names;
using Grpc.Core;
using Npgsql;
using NpgsqlTypes;
using MatchOutcome = Dtsen.Exchange.Contracts.Matching.V1.MatchOutcome;
using Outcome = Dtsen.Exchange.Domain.Matching.MatchOutcome;

namespace Dtsen.Exchange.Benchmarks.Matching;

/// <summary>
/// BulkMatch as somebody would write it who has the people in PostgreSQL: one prepared statement a call, which joins the records on the NIK
/// and compares the names by trigrams and by edits, of which the better counts. The outcome follows by the rules of the exchange; that a word
/// differs is nothing that it would notice. Nobody is looked for whose NIK is like the one that was given.
/// </summary>
internal sealed class PostgreSqlMatching(PreparedCommands matches) : MatchingService.MatchingServiceBase, IAsyncDisposable
{
    private const string Join = """
        select q.place, p.status, p.born = q.born, p.sex = q.sex,
            greatest(
                100 * similarity(p.name, q.name),
                100 - 100.0 * levenshtein(p.name, q.name) / greatest(length(p.name), length(q.name)))::integer
        from unnest($1, $2, $3, $4) with ordinality as q (nik, name, born, sex, place) join residents p on p.nik = q.nik
        """;

    /// <summary>Connects.</summary>
    public static async Task<PostgreSqlMatching> ConnectAsync(
        string connectionString, int connections, CancellationToken cancellation) => new(await PreparedCommands.ConnectAsync(
            connectionString,
            Join,
            () =>
            [
                new NpgsqlParameter<long[]> { TypedValue = [] },
                new NpgsqlParameter<string[]> { TypedValue = [], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                new NpgsqlParameter<DateOnly[]> { TypedValue = [] },
                new NpgsqlParameter<short[]> { TypedValue = [] },
            ],
            connections,
            cancellation));

    public override async Task<BulkMatchResponse> BulkMatch(BulkMatchRequest request, ServerCallContext context)
    {
        var people = await FindAsync(request, context.CancellationToken);
        var response = new BulkMatchResponse();
        response.Items.Capacity = people.Length;
        var steps = new HashSet<MatchNextStep>();
        foreach (var person in people)
        {
            var answer = AnswerOf(person);
            steps.Add(answer.NextStep);
            response.Items.Add(new BulkMatchItem { Answer = answer });
        }

        foreach (var step in steps)
        {
            var (english, indonesian) = NextStepText.Of((NextStep)step);
            response.Guidance.Add(new MatchGuidance { NextStep = step, Text = english, TextId = indonesian });
        }

        return response;
    }

    public ValueTask DisposeAsync() => matches.DisposeAsync();

    private async Task<Compared[]> FindAsync(BulkMatchRequest request, CancellationToken cancellation)
    {
        var count = request.Records.Count;
        var (niks, names, born, sexes) = (new long[count], new string[count], new DateOnly[count], new short[count]);
        for (var row = 0; row < count; row++)
        {
            var record = request.Records[row];
            niks[row] = long.Parse(record.Nik, NumberStyles.None, CultureInfo.InvariantCulture);
            names[row] = record.Name.ToUpperInvariant();
            born[row] = new DateOnly(record.BirthDate.Year, record.BirthDate.Month, record.BirthDate.Day);
            sexes[row] = (short)record.Sex;
        }

        var people = new Compared[count];
        var match = await matches.TakeAsync(cancellation);
        ((NpgsqlParameter<long[]>)match.Parameters[0]).TypedValue = niks;
        ((NpgsqlParameter<string[]>)match.Parameters[1]).TypedValue = names;
        ((NpgsqlParameter<DateOnly[]>)match.Parameters[2]).TypedValue = born;
        ((NpgsqlParameter<short[]>)match.Parameters[3]).TypedValue = sexes;
        await using (var reader = await match.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                people[reader.GetInt64(0) - 1] = new Compared(
                    (NikStatus)reader.GetInt16(1), reader.GetBoolean(2), reader.GetBoolean(3), reader.GetInt32(4));
            }
        }

        await matches.ReturnAsync(match, cancellation);
        return people;
    }

    private static MatchAnswer AnswerOf(Compared person)
    {
        if (person.Status == NikStatus.Unspecified)
        {
            return Untold(Outcome.NikTidakDitemukan);
        }

        var compared = new ComparedRecord(new NameMatch(person.Score, NameFindings.None), person.Born, person.Sex, null, null);
        if (!MatchRules.IsProven(compared))
        {
            return Untold(Outcome.TidakPadan);
        }

        var outcome = MatchRules.Judge(compared, person.Status, NameMatch.DefaultThreshold);
        return new MatchAnswer
        {
            Outcome = (MatchOutcome)outcome,
            DukcapilCode = DukcapilCode.Of(outcome),
            NextStep = (MatchNextStep)MatchRules.StepFor(outcome, NameMatch.DefaultThreshold, compared),
            Fields = new MatchFields
            {
                Name = Of(MatchRules.Told(person.Score) >= NameMatch.DefaultThreshold),
                NameScore = (uint)MatchRules.Told(person.Score),
                BirthDate = Of(person.Born),
                Sex = Of(person.Sex),
            },
        };
    }

    private static MatchAnswer Untold(Outcome outcome) => new()
    {
        Outcome = (MatchOutcome)outcome,
        DukcapilCode = DukcapilCode.Of(outcome),
        NextStep = (MatchNextStep)MatchRules.StepFor(outcome, NameMatch.DefaultThreshold),
    };

    private static MatchResult Of(bool agrees) => agrees ? MatchResult.Sesuai : MatchResult.TidakSesuai;

    // The default is nobody.
    private readonly record struct Compared(NikStatus Status, bool Born, bool Sex, int Score);
}
