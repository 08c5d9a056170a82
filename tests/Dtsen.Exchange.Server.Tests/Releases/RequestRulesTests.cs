using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Server.Releases;
using Google.Protobuf;
using Google.Type;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Tests.Releases;

public class RequestRulesTests
{
    private const string NikLike = "3204110101800001";

    public static TheoryData<string, Action<BeginReleaseRequest>> WrongBegin => new()
    {
        { "request_id", request => request.RequestId = "" },
        { "request_id", request => request.RequestId = new string('a', 65) },
        { "request_id", request => request.RequestId = "a b" },
        { "request_id", request => request.RequestId = "a/b" },
        { "request_id", request => request.RequestId = "é" },
        { "period", request => request.Period = "" },
        { "period", request => request.Period = "2026-3" },
        { "period", request => request.Period = "2026-T5" },
        { "period", request => request.Period = NikLike },
        { "version", request => request.Version = 0 },
        { "version", request => request.Version = -1 },
        { "version", request => request.Version = 100 },
        { "snapshot_id", request => request.SnapshotId = "" },
        { "snapshot_id", request => request.SnapshotId = "../x" },
        { "snapshot_id", request => request.SnapshotId = new string('a', 65) },
        { "variables_version", request => request.VariablesVersion = 0 },
        { "variables_version", request => request.VariablesVersion = 2 },
        { "effective_from", request => request.EffectiveFrom = null },
        { "effective_from", request => request.EffectiveFrom = new Date() },
        { "effective_from", request => request.EffectiveFrom = new Date { Year = 2026, Month = 2, Day = 29 } },
        { "effective_from", request => request.EffectiveFrom = new Date { Year = 2026, Month = 13, Day = 1 } },
        { "effective_from", request => request.EffectiveFrom = new Date { Year = 10_000, Month = 1, Day = 1 } },
        { "effective_from", request => request.EffectiveFrom = new Date { Year = 2026, Month = 6, Day = 30 } },
        { "effective_from", request => request.EffectiveFrom = new Date { Year = 2027, Month = 10, Day = 1 } },
    };

    public static TheoryData<string, Action<PublishReleaseRequest>> WrongPublish => new()
    {
        { "request_id", request => request.RequestId = "" },
        { "release_id", request => request.ReleaseId = "" },
        { "release_id", request => request.ReleaseId = new string('r', 65) },
        { "audience", request => request.Audience = ReleaseAudience.Unspecified },
        { "audience", request => request.Audience = (ReleaseAudience)9 },
        { "reason", request => request.Reason = new string('a', 501) },
        { "reason", request => request.Reason = "line\nline" },
        { "reason", request => request.Reason = $"for {NikLike}" },
    };

    public static TheoryData<string, Action<RollBackReleaseRequest>> WrongRollBack => new()
    {
        { "request_id", request => request.RequestId = "" },
        { "release_id", request => request.ReleaseId = "r 1" },
        { "reason", request => request.Reason = "" },
        { "reason", request => request.Reason = "   " },
        { "reason", request => request.Reason = new string('a', 501) },
    };

    public static TheoryData<string, Action<SealReleaseRequest>> WrongSeal => new()
    {
        { "release_id", request => request.ReleaseId = "" },
        { "signature.key_id", request => request.Signature.KeyId = "" },
        { "signature.key_id", request => request.Signature.KeyId = "../../etc" },
        { "signature.signature", request => request.Signature.Signature = ByteString.CopyFrom(new byte[63]) },
        { "signature.signature", request => request.Signature.Signature = ByteString.CopyFrom(new byte[72]) },
    };

    [Theory]
    [MemberData(nameof(WrongBegin), DisableDiscoveryEnumeration = true)]
    public void Begin_names_the_field_that_is_wrong(string field, Action<BeginReleaseRequest> spoil) =>
        AssertRefused(field, Begin(), spoil, request => RequestRules.Check(request, 1));

    [Theory]
    [MemberData(nameof(WrongPublish), DisableDiscoveryEnumeration = true)]
    public void Publish_names_the_field_that_is_wrong(string field, Action<PublishReleaseRequest> spoil) =>
        AssertRefused(field, new() { RequestId = "a", ReleaseId = "r-1", Audience = ReleaseAudience.First }, spoil, RequestRules.Check);

    [Theory]
    [MemberData(nameof(WrongRollBack), DisableDiscoveryEnumeration = true)]
    public void Roll_back_names_the_field_that_is_wrong(string field, Action<RollBackReleaseRequest> spoil) =>
        AssertRefused(field, new() { RequestId = "a", ReleaseId = "r-1", Reason = "counts are wrong" }, spoil, RequestRules.Check);

    [Theory]
    [MemberData(nameof(WrongSeal), DisableDiscoveryEnumeration = true)]
    public void Seal_names_the_field_that_is_wrong(string field, Action<SealReleaseRequest> spoil) => AssertRefused(
        field,
        new()
        {
            ReleaseId = "r-1",
            Signature = new ReleaseSignature { KeyId = "bps-1", Signature = ByteString.CopyFrom(new byte[64]) },
        },
        spoil,
        RequestRules.Check);

    [Fact]
    public void Approve_and_open_name_the_id_that_is_wrong()
    {
        AssertRefused("proposal_id", new ApproveReleaseRequest { ProposalId = "p-1" }, r => r.ProposalId = "", RequestRules.Check);
        AssertRefused("open.release_id", new OpenUpload { ReleaseId = "r-1" }, r => r.ReleaseId = NikLike + " ", RequestRules.Check);
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        var refusal = Assert.Throws<RpcException>(() => RequestRules.Check(new BeginReleaseRequest(), 1));
        Assert.Equal(
            ["request_id", "period", "version", "snapshot_id", "variables_version", "effective_from"],
            Refusal.FieldsOf(refusal));
    }

    [Fact]
    public void The_limits_themselves_are_within_the_rules()
    {
        var request = Begin();
        request.RequestId = new string('a', 64);
        request.Version = 99;
        request.EffectiveFrom = new Date { Year = 2026, Month = 7, Day = 1 };
        RequestRules.Check(request, 1);
        request.EffectiveFrom = new Date { Year = 2027, Month = 9, Day = 30 };
        RequestRules.Check(request, 1);
        RequestRules.Check(new PublishReleaseRequest
        {
            RequestId = "A.b_c-9",
            ReleaseId = "r-1",
            Audience = ReleaseAudience.All,
            Reason = "versi 2, 123456789012345 keluarga",
        });
    }

    private static BeginReleaseRequest Begin() => new()
    {
        RequestId = "a-1",
        Period = "2026-T3",
        Version = 1,
        SnapshotId = "snap-1",
        VariablesVersion = 1,
        EffectiveFrom = new Date { Year = 2026, Month = 10, Day = 1 },
    };

    private static void AssertRefused<T>(string field, T request, Action<T> spoil, Action<T> check)
    {
        check(request);
        spoil(request);
        var refusal = Assert.Throws<RpcException>(() => check(request));
        Assert.Equal("INVALID_FIELD", Refusal.ReasonOf(refusal));
        Assert.Equal([field], Refusal.FieldsOf(refusal));
        Assert.StartsWith(field, refusal.Status.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(NikLike, Refusal.TextOf(refusal), StringComparison.Ordinal);
    }
}
