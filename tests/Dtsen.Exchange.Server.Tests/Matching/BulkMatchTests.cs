using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using static Dtsen.Exchange.Server.Tests.Matching.MatchNode;

namespace Dtsen.Exchange.Server.Tests.Matching;

public class BulkMatchTests(MatchNode match) : IClassFixture<MatchNode>
{
    private static readonly MatchRecord Good = Record(Wife, WifeName, "1994-02-02", 2);

    private static readonly (string Field, ErrorReason Reason, MatchRecord Record)[] Broken =
    [
        (".name", ErrorReason.InvalidField, new MatchRecord()),
        (".birth_date", ErrorReason.InvalidField, Record("", WifeName)),
        (".name", ErrorReason.InvalidField, Record(Wife, " \t ")),
        (".name", ErrorReason.InvalidField, Record(Wife, "\u00a0\u3000")),
        (".name", ErrorReason.InvalidField, Record(Wife, new string('A', 201))),
        (".name", ErrorReason.InvalidField, Record(Wife, new string('\u00c9', 201))),
        (".family_number", ErrorReason.InvalidField, Record(Wife, WifeName, kk: "0")),
        (".family_number", ErrorReason.InvalidField, Record(Wife, WifeName, kk: "3204054101200001")),
        (".birth_date", ErrorReason.InvalidField, Born(1994, 2, 30)),
        (".birth_date", ErrorReason.InvalidField, Born(1994, 0, 0)),
        (".sex", ErrorReason.InvalidField, Record(Wife, WifeName, sex: 257)),
        (".birth_date", ErrorReason.InvalidField, Born(-1, 1, 1)),
        (".sex", ErrorReason.InvalidField, Record(Wife, WifeName, sex: 3)),
        (".wilayah_code", ErrorReason.InvalidField, Record(Wife, WifeName, wilayah: "32.04")),
        (".wilayah_code", ErrorReason.InvalidField, Record(Wife, WifeName, wilayah: "3204050")),
        (".wilayah_code", ErrorReason.InvalidField, new MatchRecord { Nik = Wife, Name = WifeName, WilayahCode = "3204" }),
        (".wilayah_code", ErrorReason.InvalidField, new MatchRecord
        {
            Nik = Wife, Name = WifeName, WilayahCode = "3204", WilayahCodeSystem = WilayahCodeSystem.Bps,
        }),
        ("", ErrorReason.ProofRequired, Record(Wife)),
        ("", ErrorReason.ProofRequired, Record(Wife, born: "1994-02-02", sex: 2, wilayah: "3204")),
    ];

    [Fact(Timeout = 120_000)]
    public async Task A_record_that_breaks_a_rule_is_named_and_costs_no_other()
    {
        var client = await match.ClientAsync(Dukcapil);
        foreach (var (field, reason, record) in Broken)
        {
            var request = new BulkMatchRequest { Records = { Enumerable.Repeat(Good, 20) } };
            request.Records[7] = record;

            var items = (await client.BulkMatchAsync(request)).Items;
            var alone = await Assert.ThrowsAsync<RpcException>(async () => await client.MatchAsync(new MatchRequest { Record = record }));

            Assert.Equal(20, items.Count);
            Assert.All(items.Where((_, row) => row != 7), item => Assert.Equal(MatchOutcome.Padan, item.Answer.Outcome));
            Check(items[7].Error, "records[7]" + field, reason);
            Check(alone.GetRpcStatus()!, "record" + field, reason);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_name_may_have_two_hundred_characters_of_any_length()
    {
        var client = await match.ClientAsync(Dukcapil);
        var records = new[] { "A", "\u00c9", "\u4e2d" }.Select(letter => Record(Wife, string.Concat(Enumerable.Repeat(letter, 200))));

        var items = (await client.BulkMatchAsync(new BulkMatchRequest { Records = { records } })).Items;

        Assert.All(items, item => Assert.Equal(MatchOutcome.TidakPadan, item.Answer.Outcome));
    }

    [Theory(Timeout = 120_000)]
    [InlineData(0, 0u, "records")]
    [InlineData(1001, 0u, "records")]
    [InlineData(1, 79u, "threshold")]
    [InlineData(1, 101u, "threshold")]
    [InlineData(1000, 100u, null)]
    public async Task A_request_holds_one_to_a_thousand_records_and_a_threshold_from_80_to_100(int count, uint threshold, string? field)
    {
        var client = await match.ClientAsync(Dukcapil);
        var request = new BulkMatchRequest { Records = { Enumerable.Repeat(Good, count) }, Threshold = threshold };
        if (field is null)
        {
            Assert.Equal(count, (await client.BulkMatchAsync(request)).Items.Count(item => item.Answer.Outcome == MatchOutcome.Padan));
            return;
        }

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await client.BulkMatchAsync(request));
        Check(refusal.GetRpcStatus()!, field, ErrorReason.InvalidField);
    }

    [Fact(Timeout = 120_000)]
    public async Task Words_for_each_next_step_are_sent_once()
    {
        var client = await match.ClientAsync(Dukcapil);
        MatchRecord[] records = [Good, Record("0", WifeName), Good, Record(Dead, "Sukarno Hadi"), Good];

        var answer = await client.BulkMatchAsync(new BulkMatchRequest { Records = { records } });

        Assert.Equal(
            [MatchNextStep.UseRecord, MatchNextStep.MarkDeceased, MatchNextStep.CorrectNik],
            answer.Guidance.Select(guidance => guidance.NextStep));
    }

    /// <summary>No text but a code, and no number but a score, a count or a place.</summary>
    [Fact]
    public void No_field_of_an_answer_could_carry_a_value()
    {
        var fields = new[] { MatchAnswer.Descriptor, MatchFields.Descriptor, MatchCandidates.Descriptor, NikHint.Descriptor }
            .SelectMany(message => message.Fields.InFieldNumberOrder())
            .Where(field => field.FieldType is not (FieldType.Enum or FieldType.Message or FieldType.Bool));

        Assert.Equal(["dukcapil_code", "name_score", "count", "position"], fields.Select(field => field.Name));
    }

    private static MatchRecord Born(int year, int month, int day)
    {
        var record = Record(Wife, WifeName);
        record.BirthDate = new Google.Type.Date { Year = year, Month = month, Day = day };
        return record;
    }

    private static void Check(Google.Rpc.Status status, string field, ErrorReason reason)
    {
        Assert.Equal((int)StatusCode.InvalidArgument, status.Code);
        Assert.Equal(Problem.NameOf(reason), status.GetDetail<ErrorInfo>()?.Reason);
        Assert.Equal(field, Assert.Single(status.GetDetail<BadRequest>().FieldViolations).Field);
        Assert.Equal("id-ID", status.GetDetail<LocalizedMessage>()?.Locale);
    }
}
