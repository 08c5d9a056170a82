using System.Text.Json;
using Dtsen.Exchange.Domain.Partners;

namespace Dtsen.Exchange.Server.Partners;

/// <summary>What the change log says of one suspension: that it begins, or that it ends.</summary>
/// <param name="Kind">What the subject is.</param>
/// <param name="Subject">Its id.</param>
/// <param name="Suspended">Whether it is suspended from here on.</param>
/// <param name="Reason">Why, in the words of who did it.</param>
/// <param name="By">Application that did it.</param>
/// <param name="At">When.</param>
internal sealed record SuspensionEntry(
    SuspensionKind Kind, string Subject, bool Suspended, string Reason, string By, DateTimeOffset At)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static SuspensionEntry Parse(ReadOnlySpan<byte> payload) => JsonSerializer.Deserialize<SuspensionEntry>(payload, Json)!;

    public byte[] ToPayload() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>The suspension that it makes, as an entry of this number.</summary>
    public Suspension ToSuspension(long seq) => new(new SuspensionSubject(Kind, Subject), Reason, By, At, seq);

    /// <summary>The suspensions after it, as an entry of this number.</summary>
    public Suspensions ApplyTo(Suspensions suspensions, long seq) => Suspended
        ? suspensions.With(ToSuspension(seq))
        : suspensions.Without(new SuspensionSubject(Kind, Subject));
}
