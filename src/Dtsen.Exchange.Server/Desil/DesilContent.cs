using System.Globalization;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Server.Gate;
using Google.Protobuf;
using DesilBasis = Dtsen.Exchange.Contracts.Type.V1.DesilBasis;

namespace Dtsen.Exchange.Server.Desil;

/// <summary>What is told of a family, before the mask; in one number, so that answers that say the same are known as such.</summary>
internal readonly record struct DesilContent : IItemContent
{
    // From the lowest bit on: outcome, desil as rows hold it, kabupaten or kota.
    private const int DesilAt = 8;
    private const int KabupatenAt = DesilAt + 16;

    private DesilContent(DesilOutcome outcome, DesilSet desil = default, ulong kabupaten = 0) =>
        Key = (ulong)outcome | ((ulong)desil.Pack() << DesilAt) | (kabupaten << KabupatenAt);

    /// <summary>What is told of one that was not found.</summary>
    public static DesilContent NotFound { get; } = new(DesilOutcome.NotFound);

    public ulong Key { get; }

    /// <summary>Which case it is.</summary>
    public DesilOutcome Outcome => (DesilOutcome)(byte)Key;

    private DesilSet Desil => DesilSet.Unpack((ushort)(Key >> DesilAt));

    private string Kabupaten => (Key >> KabupatenAt).ToString("D4", CultureInfo.InvariantCulture);

    public static ulong KeyBits(AnswerMask mask)
    {
        const ulong desil = 0xF;
        return ulong.MaxValue
            & ~Withheld("desil_nasional", desil << DesilAt)
            & ~Withheld("desil_provinsi", desil << (DesilAt + 4))
            & ~Withheld("desil_kabupaten_kota", desil << (DesilAt + 8))
            & ~Withheld("desil_basis", desil << (DesilAt + 12))
            & ~Withheld("kode_kabupaten_kota", ulong.MaxValue << KabupatenAt);

        // A name that is not known here leaves its bits: then answers are kept apart that are alike, never the other way round.
        ulong Withheld(string variable, ulong bits) =>
            mask.WithheldFrom(DesilAnswer.Descriptor).Contains(variable) && !mask.GrantedIn(DesilAnswer.Descriptor).Contains(variable)
                ? bits : 0;
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
}
