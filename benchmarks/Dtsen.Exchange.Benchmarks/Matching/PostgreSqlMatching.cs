using System.Globalization;
using Dtsen.Exchange.Benchmarks.PostgreSql;
using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Matching;
using Dtsen.Exchange.Domain.Names;
using Google.Protobuf.Collections;
using Grpc.Core;
using Npgsql;
using NpgsqlTypes;
using MatchOutcome = Dtsen.Exchange.Contracts.Matching.V1.MatchOutcome;
using Outcome = Dtsen.Exchange.Domain.Matching.MatchOutcome;

namespace Dtsen.Exchange.Benchmarks.Matching;

/// <summary>
/// BulkMatch as somebody would write it who has the people in PostgreSQL: one prepared statement a call, which joins the records on the NIK
/// and compares the names by trigrams and by edits, of which the better counts. The outcome follows by the rules of the exchange; that a
/// word differs is nothing that it would notice. For records that prove nobody's, another statement seeks those whose NIK is like the one
/// that was given, of all such records of the call at once.
/// </summary>
/// <param name="matches">Compares each record with the person who has its NIK.</param>
/// <param name="neighbours">Seeks people with some NIKs who were born on the days of the records.</param>
/// <param name="regions">Kecamatan in which somebody was registered first: in others no NIK need be sought.</param>
internal sealed class PostgreSqlMatching(PreparedCommands matches, PreparedCommands neighbours, IReadOnlySet<long> regions)
    : MatchingService.MatchingServiceBase, IAsyncDisposable
{
    private const string Regions = "select distinct nik / 10000000000 from residents";

    private const string Score = """
        greatest(
            100 * similarity(p.name, q.name),
            100 - 100.0 * levenshtein(p.name, q.name) / greatest(length(p.name), length(q.name)))::integer
        """;

    private const string Join = $"""
        select q.place, p.status, p.born = q.born, p.sex = q.sex, {Score}
        from unnest($1, $2, $3, $4) with ordinality as q (nik, name, born, sex, place) join residents p on p.nik = q.nik
        """;

    // Each NIK with the place of its record; names, dates and sexes are sent once a record.
    private const string Neighbours = $"""
        select place, {Score}
        from unnest($1, $2) n (nik, place) join unnest($3, $4, $5) with ordinality q (name, born, sex, place) using (place)
            join residents p on p.nik = n.nik and p.born = q.born and p.sex = q.sex and p.status = $6
        """;

    /// <summary>Connects.</summary>
    public static async Task<PostgreSqlMatching> ConnectAsync(
        string connectionString, int connections, CancellationToken cancellation)
    {
        var matches = await PreparedCommands.ConnectAsync(
            connectionString, Join, () => [Numbers(), Texts(), Days(), Codes()], connections, cancellation);
        var neighbours = await PreparedCommands.ConnectAsync(
            connectionString,
            Neighbours,
            () => [Numbers(), Numbers(), Texts(), Days(), Codes(), new NpgsqlParameter<short> { TypedValue = (short)NikStatus.Active }],
            connections,
            cancellation);
        return new PostgreSqlMatching(matches, neighbours, await ReadRegionsAsync(connectionString, cancellation));
    }

    private static async Task<HashSet<long>> ReadRegionsAsync(string connectionString, CancellationToken cancellation)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand(Regions);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new HashSet<long>();
        while (await reader.ReadAsync(cancellation))
        {
            found.Add(reader.GetInt64(0));
        }

        return found;
    }

    public override async Task<BulkMatchResponse> BulkMatch(BulkMatchRequest request, ServerCallContext context)
    {
        var records = Columns.Of(request.Records);
        var people = await FindAsync(records, context.CancellationToken);
        var candidates = await FindCandidatesAsync(request.Records, records, people, context.CancellationToken);
        var response = new BulkMatchResponse();
        response.Items.Capacity = people.Length;
        var steps = new HashSet<MatchNextStep>();
        for (var row = 0; row < people.Length; row++)
        {
            var answer = AnswerOf(people[row], candidates.GetValueOrDefault(row));
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

    public async ValueTask DisposeAsync()
    {
        await matches.DisposeAsync();
        await neighbours.DisposeAsync();
    }

    private async Task<Compared[]> FindAsync(Columns records, CancellationToken cancellation)
    {
        var people = new Compared[records.Niks.Length];
        var match = await matches.TakeAsync(cancellation);
        Set(match, 0, records.Niks);
        Set(match, 1, records.Names);
        Set(match, 2, records.Born);
        Set(match, 3, records.Sexes);
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

    /// <summary>How many people each record may mean that proves nobody's, by its row.</summary>
    private async Task<Dictionary<int, uint>> FindCandidatesAsync(
        RepeatedField<MatchRecord> given, Columns records, Compared[] people, CancellationToken cancellation)
    {
        var found = new Dictionary<int, uint>();
        int[] rows = [.. Enumerable.Range(0, people.Length).Where(row => !people[row].IsProven)];
        if (rows.Length == 0)
        {
            return found;
        }

        var (niks, places) = (new List<long>(rows.Length * NikNeighbours.Max), new List<long>(rows.Length * NikNeighbours.Max));
        var room = new NikNeighbour[NikNeighbours.Max];
        for (var at = 0; at < rows.Length; at++)
        {
            foreach (var neighbour in room.AsSpan(0, NikNeighbours.Find(given[rows[at]].Nik, room)))
            {
                if (regions.Contains(neighbour.Nik.KecamatanCode))
                {
                    niks.Add((long)neighbour.Nik.RevealNumber());
                    places.Add(at + 1);
                }
            }
        }

        var seek = await neighbours.TakeAsync(cancellation);
        Set(seek, 0, niks.ToArray());
        Set(seek, 1, places.ToArray());
        Set(seek, 2, Array.ConvertAll(rows, row => records.Names[row]));
        Set(seek, 3, Array.ConvertAll(rows, row => records.Born[row]));
        Set(seek, 4, Array.ConvertAll(rows, row => records.Sexes[row]));
        await using (var reader = await seek.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                if (MatchRules.Told(reader.GetInt32(1)) >= NameMatch.DefaultThreshold)
                {
                    var row = rows[reader.GetInt64(0) - 1];
                    found[row] = found.GetValueOrDefault(row) + 1;
                }
            }
        }

        await neighbours.ReturnAsync(seek, cancellation);
        return found;
    }

    private static NpgsqlParameter<long[]> Numbers() => new() { TypedValue = [] };

    private static NpgsqlParameter<string[]> Texts() => new() { TypedValue = [], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    private static NpgsqlParameter<DateOnly[]> Days() => new() { TypedValue = [] };

    private static NpgsqlParameter<short[]> Codes() => new() { TypedValue = [] };

    private static void Set<T>(NpgsqlCommand command, int parameter, T[] values) =>
        ((NpgsqlParameter<T[]>)command.Parameters[parameter]).TypedValue = values;

    private static MatchAnswer AnswerOf(Compared person, uint candidates)
    {
        if (candidates > 0)
        {
            var given = person.Status == NikStatus.Unspecified ? Outcome.NikTidakDitemukan : Outcome.TidakPadan;
            return new MatchAnswer
            {
                Outcome = MatchOutcome.KemungkinanSalahTulis,
                DukcapilCode = DukcapilCode.Of(given),
                NextStep = MatchNextStep.CheckNik,
                Candidates = new MatchCandidates { Count = candidates },
            };
        }

        if (person.Status == NikStatus.Unspecified)
        {
            return Untold(Outcome.NikTidakDitemukan);
        }

        if (!person.IsProven)
        {
            return Untold(Outcome.TidakPadan);
        }

        var compared = person.Fields;
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

    /// <summary>The person with the NIK beside a record; the default value where there is nobody.</summary>
    private readonly record struct Compared(NikStatus Status, bool Born, bool Sex, int Score)
    {
        public ComparedRecord Fields => new(new NameMatch(Score, NameFindings.None), Born, Sex, null, null);

        public bool IsProven => Status != NikStatus.Unspecified && MatchRules.IsProven(Fields);
    }

    /// <summary>Records as the statements take them, a column each.</summary>
    private sealed record Columns(long[] Niks, string[] Names, DateOnly[] Born, short[] Sexes)
    {
        public static Columns Of(RepeatedField<MatchRecord> records)
        {
            var count = records.Count;
            var made = new Columns(new long[count], new string[count], new DateOnly[count], new short[count]);
            for (var row = 0; row < count; row++)
            {
                var record = records[row];
                made.Niks[row] = long.Parse(record.Nik, NumberStyles.None, CultureInfo.InvariantCulture);
                made.Names[row] = record.Name.ToUpperInvariant();
                made.Born[row] = new DateOnly(record.BirthDate.Year, record.BirthDate.Month, record.BirthDate.Day);
                made.Sexes[row] = (short)record.Sex;
            }

            return made;
        }
    }
}
