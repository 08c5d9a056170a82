using Dtsen.Exchange.Contracts.Release.V1;
using Google.Protobuf;

namespace Dtsen.Exchange.Sandbox.Irregular;

/// <summary>Families that a program wrote in another form than the canonical one: their digest would depend on who writes them.</summary>
internal static class BadBytes
{
    // Field 999, a varint, value 1.
    private static readonly byte[] UnknownField = [0xB8, 0x3E, 0x01];

    public static void AddTo(BadRanking ranking)
    {
        var head = ranking.Next();
        var members = head.Clone();
        head.Members.Clear();
        var membersOnly = new Contracts.Type.V1.Family { Members = { members.Members } };
        Add(ranking, "fields out of order", [.. membersOnly.ToByteArray(), .. head.ToByteArray()]);
        Add(ranking, "a field that no version knows", [.. ranking.Next().ToByteArray(), .. UnknownField]);
        Add(ranking, "bytes cut off", ranking.Next().ToByteArray()[..^3]);
    }

    private static void Add(BadRanking ranking, string what, byte[] bytes) =>
        ranking.AddBytes(what, SetAsideReason.NotCanonical, "", bytes);
}
