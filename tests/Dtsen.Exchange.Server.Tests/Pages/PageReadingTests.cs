using System.Buffers;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Server.Desil;
using Dtsen.Exchange.Server.Matching;
using Dtsen.Exchange.Server.Pages;
using Dtsen.Exchange.Server.Tests.Hostile;
using Google.Protobuf;
using Google.Protobuf.Collections;

namespace Dtsen.Exchange.Server.Tests.Pages;

/// <summary>
/// A page is what the generated class reads from the same bytes, and what that refuses is refused: of plausible messages and of such as no
/// generated class writes.
/// </summary>
public class PageReadingTests
{
    private const int Most = 20;
    private const int Messages = 10_000;

    private static readonly PlausibleMessages Plausible = new(
        new Dictionary<string, string[]>
        {
            ["nik"] = ["3204050101800001", "3204054101800001", "3204053002800001", "3204050101800000", "320405010180000", "x", ""],
            ["family_number"] = ["3204050101200001", "3204054101200001", "3204050101200000", ""],
            ["proof_family_number"] = ["3204050101200001", "3204050101200002", "1"],
            ["member_nik"] = ["3204050101800001", "3204050101800002", "1"],
            ["name"] = ["Budi Santoso", "Siti Nurhaliza", "Ἀθηνᾶ", " ", "", "A\u0000B", new string('N', 201)],
            ["for_period"] = ["2026-T3", ""],
            ["as_of_release"] = ["2026-T3.v1", ""],
            ["continues_release"] = ["2026-T3.v1", ""],
            ["wilayah_code"] = ["32", "3204", "3204051001", "32040", "0204", ""],
            ["address"] = ["Jl. Merdeka 1", ""],
        },
        [ByteString.CopyFromUtf8("families").ToByteArray()]);

    [Fact]
    public void A_bulk_of_lookups() => Attack(BulkGetDesilRequest.Parser, (BulkGetDesilRequest request, DesilPage page) =>
    {
        AssertQueries(request.Queries, page);
        Assert.Equal((request.ForPeriod, request.AsOfRelease), (page.ForPeriod, page.AsOfRelease));
    });

    [Fact]
    public void A_page_of_lookups() => Attack(StreamDesilRequest.Parser, (StreamDesilRequest request, DesilPage page) =>
    {
        AssertQueries(request.Queries, page);
        Assert.Equal(
            (request.ForPeriod, request.AsOfRelease, request.ContinuesRelease),
            (page.ForPeriod, page.AsOfRelease, page.ContinuesRelease));
    });

    [Fact]
    public void A_bulk_of_records() => Attack(BulkMatchRequest.Parser, (BulkMatchRequest request, MatchPage page) =>
    {
        AssertRecords(request.Records, page);
        Assert.Equal(
            (request.Threshold, request.ForPeriod, request.AsOfRelease), (page.Threshold, page.ForPeriod, page.AsOfRelease));
    });

    [Fact]
    public void A_page_of_records() => Attack(StreamMatchRequest.Parser, (StreamMatchRequest request, MatchPage page) =>
    {
        AssertRecords(request.Records, page);
        Assert.Equal(
            (request.Threshold, request.ForPeriod, request.AsOfRelease, request.ContinuesRelease),
            (page.Threshold, page.ForPeriod, page.AsOfRelease, page.ContinuesRelease));
    });

    private static void AssertQueries(RepeatedField<DesilQuery> queries, DesilPage page)
    {
        Assert.Equal(queries.Count, page.Count);
        Assert.Equal(queries.Take(Most).Select(QueryForm.Of), page.Queries.ToArray());
    }

    private static void AssertRecords(RepeatedField<MatchRecord> records, MatchPage page)
    {
        Assert.Equal(records.Count, page.Count);
        Assert.Equal(records.Take(Most).Select(RecordForm.Of), page.Records.ToArray());
    }

    private static void Attack<TMessage, TPage>(MessageParser<TMessage> parser, Action<TMessage, TPage> compare)
        where TMessage : class, IMessage<TMessage>, new()
        where TPage : class, IPage<TPage>
    {
        var random = new Random(7);
        Damage[] damages = [.. Damages.All.Concat(UnreadableDamages.All).Where(damage => !damage.IsHeavy)];
        var (usual, unusual, refused) = (0, 0, 0);
        for (var i = 0; i < Messages; i++)
        {
            var message = Plausible.Make(new TMessage().Descriptor, i % 2 == 0, random);
            var bytes = random.Next(3) == 0 ? message.ToBytes() : Damaged(message, damages, random);
            var isUsual = TPage.TryRead(bytes, Most) is not null;
            if (Read(parser, bytes) is not { } expected)
            {
                Assert.False(isUsual);
                Assert.Throws<InvalidProtocolBufferException>(() => Read<TPage>(parser, bytes, random));
                refused++;
                continue;
            }

            compare(expected, Read<TPage>(parser, bytes, random));
            (usual, unusual) = isUsual ? (usual + 1, unusual) : (usual, unusual + 1);
        }

        Assert.True(usual > Messages / 4 && unusual > Messages / 50 && refused > Messages / 10, $"{usual}, {unusual}, {refused}");
    }

    private static byte[] Damaged(WireMessage message, Damage[] damages, Random random)
    {
        var bytes = damages[random.Next(damages.Length)].Apply(message, random) ?? message.ToBytes();
        for (var more = random.Next(3); more > 0 && bytes.Length > 0; more--)
        {
            // Bytes that move: lengths, tags and what they say come apart.
            var (from, to) = (random.Next(bytes.Length), random.Next(bytes.Length));
            bytes = random.Next(3) switch
            {
                0 => [.. bytes[..from], .. bytes[to..]],
                1 => [.. bytes[..from], (byte)random.Next(256), .. bytes[from..]],
                _ => [.. bytes, .. bytes[Math.Min(from, to)..Math.Max(from, to)]],
            };
        }

        return bytes;
    }

    private static TMessage? Read<TMessage>(MessageParser<TMessage> parser, byte[] bytes)
        where TMessage : class, IMessage<TMessage>
    {
        try
        {
            return parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private static TPage Read<TPage>(MessageParser parser, byte[] bytes, Random random)
        where TPage : class, IPage<TPage> =>
        PageMethod.Read<TPage>(Cut(bytes, random.Next(bytes.Length + 1)), parser, Most);

    /// <summary>The bytes as they come from a socket: in pieces.</summary>
    private static ReadOnlySequence<byte> Cut(byte[] bytes, int at)
    {
        var first = new Piece(bytes.AsMemory(0, at), 0);
        var second = new Piece(bytes.AsMemory(at), at);
        first.Then(second);
        return at % 3 == 0 ? new ReadOnlySequence<byte>(bytes) : new ReadOnlySequence<byte>(first, 0, second, bytes.Length - at);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, long at) => (Memory, RunningIndex) = (memory, at);

        public void Then(Piece next) => Next = next;
    }
}
