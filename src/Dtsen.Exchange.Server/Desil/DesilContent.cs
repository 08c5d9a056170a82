using System.Globalization;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Server.Gate;
using Dtsen.Exchange.Server.Pages;
using Google.Protobuf;
using DesilBasis = Dtsen.Exchange.Contracts.Type.V1.DesilBasis;

namespace Dtsen.Exchange.Server.Desil;

/// <summary>What is told of a family, before the mask; in one number, so that answers that say the same are known as such.</summary>
internal readonly record struct DesilContent : IItemContent
{
    // From the lowest bit on: outcome, desil as rows hold it, kabupaten or kota.
    private const int DesilAt = 8;
    private const int DesilBits = 4;
    private const int DesilFields = 4;
    private const int KabupatenAt = DesilAt + (DesilFields * DesilBits);
    private const int KabupatenDigits = 4;

    // Of a field: a byte of tag, and one that is its number or the length of what follows. None here needs more.
    private const int NumberSize = 2;
    private const int HeadSize = 2;

    private DesilContent(DesilOutcome outcome, DesilSet desil = default, ulong kabupaten = 0) =>
        Key = (ulong)outcome | ((ulong)desil.Pack() << DesilAt) | (kabupaten << KabupatenAt);

    /// <summary>What is told of one that was not found.</summary>
    public static DesilContent NotFound { get; } = new(DesilOutcome.NotFound);

    public ulong Key { get; }

    /// <summary>Which case it is.</summary>
    public DesilOutcome Outcome => (DesilOutcome)(byte)Key;

    private DesilSet Desil => DesilSet.Unpack((ushort)(Key >> DesilAt));

    private string Kabupaten => (Key >> KabupatenAt).ToString("D4", CultureInfo.InvariantCulture);

    public static int Longest => (2 * HeadSize) + ((DesilFields + 2) * NumberSize) + HeadSize + KabupatenDigits;

    public static ulong KeyBits(AnswerMask mask)
    {
        const ulong desil = 0xF;
        var granted = mask.GrantedIn(DesilAnswer.Descriptor);
        return byte.MaxValue
            | Granted("desil_nasional", desil << DesilAt)
            | Granted("desil_provinsi", desil << (DesilAt + DesilBits))
            | Granted("desil_kabupaten_kota", desil << (DesilAt + (2 * DesilBits)))
            | Granted("desil_basis", desil << (DesilAt + (3 * DesilBits)))
            | Granted("kode_kabupaten_kota", ulong.MaxValue << KabupatenAt);

        ulong Granted(string variable, ulong bits) => granted.Contains(variable) ? bits : 0;
    }

    public static int Write(ulong key, ulong granted, Span<byte> item)
    {
        // What is withheld is 0 in the key, and of a number that is 0 nothing is written.
        var at = 2 * HeadSize;
        WriteNumber(DesilAnswer.OutcomeFieldNumber, (byte)key, item, ref at);
        for (var field = 0; field < DesilFields; field++)
        {
            var value = (byte)((key >> (DesilAt + (field * DesilBits))) & 0xF);
            WriteNumber(DesilAnswer.DesilNasionalFieldNumber + field, value, item, ref at);
        }

        if ((granted >> KabupatenAt) != 0 && (DesilOutcome)(byte)key == DesilOutcome.Ranked)
        {
            WriteNumber(DesilAnswer.WilayahCodeSystemFieldNumber, (byte)WilayahCodeSystem.Kemendagri, item, ref at);
            WriteHead(DesilAnswer.KodeKabupatenKotaFieldNumber, KabupatenDigits, item[at..]);
            at += HeadSize;
            (key >> KabupatenAt).TryFormat(item[at..], out var written, "D4", CultureInfo.InvariantCulture);
            at += written;
        }

        WriteHead(1, at - HeadSize, item);
        WriteHead(BulkDesilItem.AnswerFieldNumber, at - (2 * HeadSize), item[HeadSize..]);
        return at;
    }

    /// <summary>What is told of one that was found.</summary>
    public static DesilContent Of(in FoundFamily found) => found.Outcome switch
    {
        var outcome and DesilOutcome.Ranked => new DesilContent(outcome, found.Desil, found.Kabupaten),
        var outcome and DesilOutcome.BelumAdaDesil => new DesilContent(outcome, new DesilSet(null, null, null, found.Desil.Basis)),
        var outcome => new DesilContent(outcome),
    };

    /// <summary>The answer.</summary>
    public DesilAnswer ToAnswer()
    {
        var desil = Desil;
        var answer = new DesilAnswer { Outcome = Outcome, DesilBasis = (DesilBasis)desil.Basis };
        if (desil.Nasional is { } nasional)
        {
            answer.DesilNasional = (uint)nasional.Value;
            answer.DesilProvinsi = (uint)(desil.Provinsi?.Value ?? 0);
            answer.DesilKabupatenKota = (uint)(desil.KabupatenKota?.Value ?? 0);
            answer.WilayahCodeSystem = WilayahCodeSystem.Kemendagri;
            answer.KodeKabupatenKota = Kabupaten;
        }

        return answer;
    }

    public IMessage ToItem() => new BulkDesilItem { Answer = ToAnswer() };

    private static void WriteNumber(int field, byte value, Span<byte> item, ref int at)
    {
        if (value != 0)
        {
            (item[at], item[at + 1]) = ((byte)((field << FieldReader.WireTypeBits) | FieldReader.Number), value);
            at += NumberSize;
        }
    }

    private static void WriteHead(int field, int length, Span<byte> item) =>
        (item[0], item[1]) = ((byte)((field << FieldReader.WireTypeBits) | FieldReader.Bytes), (byte)length);
}
