using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Google.Rpc;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Tests.Desil;

public class BulkGetDesilTests(DesilNode desil) : IClassFixture<DesilNode>
{
    /// <summary>Queries that break a rule, by the field that is named. Agreement: a proof is required, any of the kinds.</summary>
    private static readonly (string Field, ErrorReason Reason, DesilQuery Query)[] Broken =
    [
        ("", ErrorReason.InvalidField, new DesilQuery()),
        ("", ErrorReason.InvalidField, new DesilQuery { Name = "Budi" }),
        (".nik", ErrorReason.InvalidField, GetDesilTests.ByNik("", "Budi")),
        (".nik", ErrorReason.InvalidField, GetDesilTests.ByNik("0", "Budi")),
        (".nik", ErrorReason.InvalidField, GetDesilTests.ByNik("320405010180000", "Budi")),
        (".nik", ErrorReason.InvalidField, GetDesilTests.ByNik("32040501018000011", "Budi")),
        (".nik", ErrorReason.InvalidField, GetDesilTests.ByNik(" 3204050101800001", "Budi")),
        (".nik", ErrorReason.InvalidField, GetDesilTests.ByNik("3204050101800001\n", "Budi")),
        (".nik", ErrorReason.InvalidField, GetDesilTests.ByNik("３２０４０５０１０１８０００01", "Budi")),
        (".nik", ErrorReason.InvalidField, GetDesilTests.ByNik("32O4050101800001", "Budi")),
        (".nik", ErrorReason.InvalidField, GetDesilTests.ByNik("3204053002800001", "Budi")),
        (".nik", ErrorReason.InvalidField, GetDesilTests.ByNik("3204050101800000", "Budi")),
        (".nik", ErrorReason.InvalidField, GetDesilTests.ByNik(new string('9', 100_000), "Budi")),
        (".family_number", ErrorReason.InvalidField, GetDesilTests.ByKk("3204054101200001", DesilNode.Head)),
        (".family_number", ErrorReason.InvalidField, GetDesilTests.ByKk("", DesilNode.Head)),
        (".proof_family_number", ErrorReason.InvalidField, GetDesilTests.ByNik(DesilNode.Head, kk: "32040501012000")),
        (".member_nik", ErrorReason.InvalidField, GetDesilTests.ByKk(DesilNode.Family, "NIK sementara")),
        (".name", ErrorReason.InvalidField, GetDesilTests.ByNik(DesilNode.Head, "")),
        (".name", ErrorReason.InvalidField, GetDesilTests.ByNik(DesilNode.Head, " \t ")),
        (".name", ErrorReason.InvalidField, GetDesilTests.ByNik(DesilNode.Head, new string('A', 201))),
        ("", ErrorReason.ProofRequired, GetDesilTests.ByNik(DesilNode.Head)),
        ("", ErrorReason.ProofRequired, new DesilQuery { Nik = DesilNode.Head, MemberNik = DesilNode.Spouse }),
        ("", ErrorReason.ProofRequired, GetDesilTests.ByKk(DesilNode.Family)),
        ("", ErrorReason.ProofRequired, new DesilQuery { FamilyNumber = DesilNode.Family, Name = DesilNode.HeadName }),
        ("", ErrorReason.ProofRequired, new DesilQuery { FamilyNumber = DesilNode.Family, ProofFamilyNumber = DesilNode.Family }),
    ];

    private static readonly DesilQuery Good = GetDesilTests.ByNik(DesilNode.Head, DesilNode.HeadName);

    [Fact(Timeout = 120_000)]
    public async Task A_row_that_breaks_a_rule_is_named_and_costs_no_other()
    {
        var client = await desil.ClientAsync(DesilNode.Pbi);
        foreach (var (field, reason, query) in Broken)
        {
            var request = new BulkGetDesilRequest { Queries = { Enumerable.Repeat(Good, 20) } };
            request.Queries[7] = query;

            var items = (await client.BulkGetDesilAsync(request)).Items;

            Assert.Equal(20, items.Count);
            Assert.All(items.Where((_, row) => row != 7), item => Assert.Equal(DesilOutcome.Ranked, item.Answer.Outcome));
            Assert.Equal((int)StatusCode.InvalidArgument, items[7].Error.Code);
            Assert.Equal(Problem.NameOf(reason), items[7].Error.GetDetail<ErrorInfo>()?.Reason);
            Assert.Equal("queries[7]" + field, Assert.Single(items[7].Error.GetDetail<BadRequest>().FieldViolations).Field);
            Assert.Equal("id-ID", items[7].Error.GetDetail<LocalizedMessage>()?.Locale);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_single_query_that_breaks_a_rule_is_refused_by_the_same_rule()
    {
        var client = await desil.ClientAsync(DesilNode.Pbi);
        foreach (var (field, reason, query) in Broken)
        {
            var refusal = await Assert.ThrowsAsync<RpcException>(
                async () => await client.GetDesilAsync(new GetDesilRequest { Query = query }));

            Assert.Equal(StatusCode.InvalidArgument, refusal.StatusCode);
            Assert.Equal(Problem.NameOf(reason), new RawAnswer([], refusal).Reason);
            Assert.Equal("query" + field, Assert.Single(refusal.GetRpcStatus()!.GetDetail<BadRequest>().FieldViolations).Field);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_proof_by_name_does_not_count_where_a_number_is_asked()
    {
        var client = await desil.ClientAsync(DesilNode.Kota);

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await client.GetDesilAsync(
            new GetDesilRequest { Query = GetDesilTests.ByNik(DesilNode.NewHead, DesilNode.NewHeadName) }));

        Assert.Equal("PROOF_REQUIRED", new RawAnswer([], refusal).Reason);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_proof_of_the_wrong_kind_is_refused_even_where_none_is_asked()
    {
        var client = await desil.ClientAsync(DesilNode.Pusdatin);

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await client.GetDesilAsync(
            new GetDesilRequest { Query = new DesilQuery { Nik = DesilNode.Head, MemberNik = DesilNode.Spouse } }));

        Assert.Equal("INVALID_FIELD", new RawAnswer([], refusal).Reason);
    }

    [Theory(Timeout = 120_000)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public async Task A_request_holds_one_to_a_thousand_queries(int count, bool taken)
    {
        var client = await desil.ClientAsync(DesilNode.Pbi);
        var request = new BulkGetDesilRequest { Queries = { Enumerable.Repeat(Good, count) } };
        if (taken)
        {
            Assert.Equal(count, (await client.BulkGetDesilAsync(request)).Items.Count(item => item.Answer.Outcome == DesilOutcome.Ranked));
            return;
        }

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await client.BulkGetDesilAsync(request));
        Assert.Equal(StatusCode.InvalidArgument, refusal.StatusCode);
        Assert.Equal("queries", Assert.Single(refusal.GetRpcStatus()!.GetDetail<BadRequest>().FieldViolations).Field);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_name_of_two_hundred_characters_is_still_a_name()
    {
        var client = await desil.ClientAsync(DesilNode.Pbi);

        var answer = await client.GetDesilAsync(new GetDesilRequest { Query = GetDesilTests.ByNik(DesilNode.Head, new string('A', 200)) });

        Assert.Equal(DesilOutcome.NotFound, answer.Answer.Outcome);
    }
}
