using System.Text.Json;
using System.Text.Json.Serialization;
using Dtsen.Exchange.Domain.Partners;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>What the change log says of a release: all that a node needs to serve it or to stop.</summary>
/// <param name="ReleaseId">Id of the release.</param>
/// <param name="Name">Period and version, e.g. <c>2026-T3.v2</c>.</param>
/// <param name="Audience">Who sees it from now on; null in entries about becoming effective and rolling back.</param>
/// <param name="EffectiveFrom">First day on which programmes use it.</param>
/// <param name="SnapshotSeq">Entry up to which its snapshot is true.</param>
/// <param name="ProposedBy">Application that proposed it; null where nobody did.</param>
/// <param name="ApprovedBy">Application that approved it; null where nobody did.</param>
/// <param name="Reason">Why, in the proposer's words.</param>
/// <param name="OutOfBounds">What lies outside of the bounds, in words; null where nothing does.</param>
/// <param name="BoundsReason">Why it was published all the same; null where nothing lies outside.</param>
/// <param name="History">In an entry about retirement, the SHA-256 of the history, in lower-case hexadecimal; else null.</param>
internal sealed record ReleaseEntry(
    string ReleaseId,
    string Name,
    ReleaseAudience? Audience,
    DateOnly EffectiveFrom,
    long SnapshotSeq,
    string? ProposedBy,
    string? ApprovedBy,
    string Reason,
    string? OutOfBounds = null,
    string? BoundsReason = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? History = null)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static ReleaseEntry Parse(ReadOnlySpan<byte> payload) => JsonSerializer.Deserialize<ReleaseEntry>(payload, Json)!;

    public byte[] ToPayload() => JsonSerializer.SerializeToUtf8Bytes(this, Json);
}
