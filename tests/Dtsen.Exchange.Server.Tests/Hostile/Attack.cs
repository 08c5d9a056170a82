using Dtsen.Exchange.Server.Gate;

namespace Dtsen.Exchange.Server.Tests.Hostile;

/// <summary>
/// Hostile calls, each made from a number: the methods in turn, each with every kind of damage in turn, and what chance decides from the
/// number as a seed. So a call that was answered wrongly can be made again.
/// </summary>
internal sealed class Attack(IReadOnlyList<MethodAccess> methods, PlausibleMessages plausible)
{
    private const int MostMessages = 5;

    private static readonly Damage[] Everything = [.. Damages.All, .. UnreadableDamages.All];

    // What moves megabytes comes once, and first: the buffers that are kept for it are there before memory is measured.
    private static readonly object[] Kinds =
    [
        .. Everything.Where(damage => damage.IsHeavy),
        .. Framing.All,
        .. Enumerable.Repeat(Everything.Where(damage => !damage.IsHeavy), 8).SelectMany(light => light),
    ];

    /// <summary>So many calls that every kind has come to every method.</summary>
    public int Round => Kinds.Length * methods.Count;

    /// <summary>The call of a number; null where its damage does not fit its method.</summary>
    public HostileCall? Make(int number)
    {
        var method = methods[number % methods.Count];
        var random = new Random(number);
        return Kinds[number / methods.Count % Kinds.Length] switch
        {
            Framing framing => new HostileCall(
                number, method, framing.Name, method.Descriptor.IsClientStreaming ? framing.OfStream : framing.OfUnary,
                framing.Apply(Make(method, opens: true, random).ToBytes()), framing.Headers),
            Damage damage when BodyOf(method, damage, random) is { } body =>
                new HostileCall(number, method, damage.Name, damage.Expected, body, []),
            _ => null,
        };
    }

    /// <summary>One message, damaged; of a stream several, one of them damaged.</summary>
    private byte[]? BodyOf(MethodAccess method, Damage damage, Random random)
    {
        var count = method.Descriptor.IsClientStreaming ? random.Next(1, MostMessages) : 1;
        var damaged = random.Next(count);
        using var body = new MemoryStream();
        for (var place = 0; place < count; place++)
        {
            var message = Make(method, opens: place == 0, random);
            if ((place == damaged ? damage.Apply(message, random) : message.ToBytes()) is not { } bytes)
            {
                return null;
            }

            body.Write(Framing.Frame(bytes));
        }

        return body.ToArray();
    }

    private WireMessage Make(MethodAccess method, bool opens, Random random) => plausible.Make(method.Descriptor.InputType, opens, random);
}

/// <summary>A call that is to be refused, or to be answered as if nothing were wrong.</summary>
internal sealed record HostileCall(
    int Number, MethodAccess Method, string Kind, Expected Expected, byte[] Body, IReadOnlyList<(string Name, string Value)> Headers)
{
    /// <summary>How the body is sent: at once, where nothing else is said.</summary>
    public Func<byte[], HttpContent> Sending { get; init; } = body => new ByteArrayContent(body);

    public HttpContent Content => Sending(Body);

    public override string ToString() => $"call {Number}: {Method.FullName}, {Kind}";
}
