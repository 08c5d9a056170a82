using System.Buffers;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Contracts.Options.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Register.Current;
using Dtsen.Exchange.Server.Desil;
using Dtsen.Exchange.Server.Gate;
using Dtsen.Exchange.Server.Matching;
using Dtsen.Exchange.Server.Pages;
using Google.Protobuf;
using Grpc.Core;
using NikStatus = Dtsen.Exchange.Domain.NikStatus;

namespace Dtsen.Exchange.Server.Tests.Pages;

/// <summary>The answer to a page is, byte for byte, the message that the generated class writes once the mask has gone over it.</summary>
public class PageAnswerTests
{
    private const int Rounds = 300;
    private const int Items = 100;

    private static readonly string[] Variables =
    [
        .. DesilAnswer.Descriptor.Fields.InFieldNumberOrder()
            .Select(field => field.GetOptions()?.GetExtension(OptionsExtensions.Field)?.Variable)
            .OfType<string>(),
        "tanggal_lahir",
    ];

    private readonly Random _random = new(11);

    [Fact]
    public void Of_lookups() => Compare(
        () => new StreamDesilResponse { FirstQuery = _random.Next(3), Info = Info() },
        (StreamDesilResponse expected, PageAnswer<DesilContent> answer) =>
        {
            if (_random.Next(10) == 0)
            {
                answer.Add(new BulkDesilItem { Error = Error() });
                expected.Items.Add(new BulkDesilItem { Error = Error() });
                return;
            }

            var (content, item) = _random.Next(8) == 0
                ? (DesilContent.NotFound, new DesilAnswer { Outcome = DesilOutcome.NotFound })
                : Told(new FoundFamily(
                    new FamilyOrigin(1, (ulong)_random.Next(0, 10_000) * 1_000_000),
                    DesilSet.Unpack((ushort)_random.Next(1 << 16)),
                    (NikStatus)_random.Next(0, 5),
                    _random.Next(4) == 0));
            Assert.Equal(item, content.ToAnswer());
            answer.Add(content);
            expected.Items.Add(new BulkDesilItem { Answer = item });
        });

    [Fact]
    public void Of_records() => Compare(
        () => new BulkMatchResponse { Info = Info(), Guidance = { new MatchGuidance { NextStep = MatchNextStep.CheckNik } } },
        (BulkMatchResponse expected, PageAnswer<MatchContent> answer) =>
        {
            var told = new ToldRecord(_random);
            var item = told.Expected();
            if (_random.Next(10) == 0)
            {
                item.Candidates = new MatchCandidates { Count = 1, Hints = { new NikHint { Position = 3 } } };
            }

            var finding = new MatchFinding(told.Content(), item.Candidates?.Clone());
            Assert.Equal(item, finding.ToAnswer());
            finding.AddTo(answer);
            expected.Items.Add(new BulkMatchItem { Answer = item });
        });

    /// <summary>Fewer different things are said than are asked for, and more than are kept.</summary>
    private void Compare<TMessage, TContent>(Func<TMessage> begin, Action<TMessage, PageAnswer<TContent>> add)
        where TMessage : IMessage<TMessage>
        where TContent : struct, IItemContent
    {
        var masks = Enumerable.Range(0, 8).Select(_ => Mask()).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            var mask = masks[_random.Next(masks.Length)];
            var expected = begin();
            var answer = new PageAnswer<TContent>(mask, expected.Clone(), 1);
            for (var item = 0; item < Items; item++)
            {
                add(expected, answer);
            }

            mask.Apply(expected);
            mask.Apply(answer.Rest);
            Assert.Equal(expected.ToByteArray(), Written.Of(answer));
        }
    }

    private AnswerMask Mask()
    {
        var granted = Variables.Where(_ => _random.Next(2) == 0).ToHashSet(StringComparer.Ordinal);
        return new AnswerMask(field => granted.Contains(field.Variable));
    }

    private static (DesilContent Content, DesilAnswer Expected) Told(FoundFamily family)
    {
        var desil = family.Desil;
        var answer = new DesilAnswer { Outcome = family.Outcome };
        if (family.Outcome is DesilOutcome.Ranked or DesilOutcome.BelumAdaDesil)
        {
            answer.DesilBasis = (Contracts.Type.V1.DesilBasis)desil.Basis;
        }

        if (family.Outcome == DesilOutcome.Ranked)
        {
            answer.DesilNasional = (uint)desil.Nasional!.Value.Value;
            answer.DesilProvinsi = (uint)(desil.Provinsi?.Value ?? 0);
            answer.DesilKabupatenKota = (uint)(desil.KabupatenKota?.Value ?? 0);
            answer.WilayahCodeSystem = WilayahCodeSystem.Kemendagri;
            answer.KodeKabupatenKota = $"{family.Kabupaten:D4}";
        }

        return (DesilContent.Of(family), answer);
    }

    private static Google.Rpc.Status Error() => new() { Code = 3, Message = "queries[1].nik: is not a NIK" };

    private ResponseInfo Info() => new()
    {
        ReadAt = new ReadAt { Release = "2026-T3.v1", Seq = _random.Next(1000) },
        WithheldVariables = { "desil_provinsi" },
    };

    /// <summary>Takes what is written, as gRPC does.</summary>
    private sealed class Written : SerializationContext
    {
        private readonly ArrayBufferWriter<byte> _buffer = new();
        private int _length = -1;
        private bool _isComplete;

        public static byte[] Of(PageAnswer answer)
        {
            var written = new Written();
            answer.WriteTo(written);
            Assert.True(written._isComplete);
            Assert.Equal(written._length, written._buffer.WrittenCount);
            return written._buffer.WrittenSpan.ToArray();
        }

        public override void SetPayloadLength(int payloadLength) => _length = payloadLength;

        public override IBufferWriter<byte> GetBufferWriter() => _buffer;

        public override void Complete() => _isComplete = true;
    }
}
