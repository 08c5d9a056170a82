using System.Text;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Server.Pages;

namespace Dtsen.Exchange.Server.Desil;

/// <summary>
/// What a query holds, its numbers read: one that is none has its default value. Whether it may be asked so, <see cref="QueryRules"/> say.
/// </summary>
/// <param name="Key">What is asked for.</param>
/// <param name="Nik">NIK asked for.</param>
/// <param name="FamilyNumber">Nomor KK asked for.</param>
/// <param name="Proof">What it brings as a proof.</param>
/// <param name="Name">Proof by name, as it was written; null where the proof is another.</param>
/// <param name="ProofFamilyNumber">Proof by nomor KK.</param>
/// <param name="MemberNik">Proof by a member's NIK.</param>
internal readonly record struct QueryForm(
    DesilQuery.KeyOneofCase Key,
    Nik Nik,
    FamilyNumber FamilyNumber,
    DesilQuery.ProofOneofCase Proof,
    string? Name,
    FamilyNumber ProofFamilyNumber,
    Nik MemberNik)
{
    private const int NikTag = (DesilQuery.NikFieldNumber << FieldReader.WireTypeBits) | FieldReader.Bytes;
    private const int FamilyNumberTag = (DesilQuery.FamilyNumberFieldNumber << FieldReader.WireTypeBits) | FieldReader.Bytes;
    private const int NameTag = (DesilQuery.NameFieldNumber << FieldReader.WireTypeBits) | FieldReader.Bytes;
    private const int ProofFamilyNumberTag = (DesilQuery.ProofFamilyNumberFieldNumber << FieldReader.WireTypeBits) | FieldReader.Bytes;
    private const int MemberNikTag = (DesilQuery.MemberNikFieldNumber << FieldReader.WireTypeBits) | FieldReader.Bytes;

    /// <summary>Reads a query; one that is missing holds nothing.</summary>
    public static QueryForm Of(DesilQuery? query) => query is null ? default : new QueryForm(
        query.KeyCase,
        Nik.TryParse(query.Nik, out var nik) ? nik : default,
        FamilyNumber.TryParse(query.FamilyNumber, out var familyNumber) ? familyNumber : default,
        query.ProofCase,
        query.HasName ? query.Name : null,
        FamilyNumber.TryParse(query.ProofFamilyNumber, out var proof) ? proof : default,
        Nik.TryParse(query.MemberNik, out var member) ? member : default);

    /// <summary>Reads a query that is encoded in the usual form; false where its form is another.</summary>
    public static bool TryRead(ReadOnlySpan<byte> encoded, out QueryForm form)
    {
        form = default;
        var (key, proof) = (0, 0);
        ReadOnlySpan<byte> keyText = default, proofText = default;
        var fields = new FieldReader(encoded);
        while (!fields.IsAtEnd)
        {
            // Of several numbers, and of several proofs, the last counts.
            switch (fields.ReadTag())
            {
                case var tag and (NikTag or FamilyNumberTag) when fields.TryReadText(out keyText):
                    key = tag;
                    break;
                case var tag and (NameTag or ProofFamilyNumberTag or MemberNikTag) when fields.TryReadText(out proofText):
                    proof = tag;
                    break;
                default:
                    return false;
            }
        }

        form = new QueryForm(
            (DesilQuery.KeyOneofCase)(key >> FieldReader.WireTypeBits),
            key == NikTag && Nik.TryParse(keyText, out var nik) ? nik : default,
            key == FamilyNumberTag && FamilyNumber.TryParse(keyText, out var number) ? number : default,
            (DesilQuery.ProofOneofCase)(proof >> FieldReader.WireTypeBits),
            proof == NameTag ? Encoding.UTF8.GetString(proofText) : null,
            proof == ProofFamilyNumberTag && FamilyNumber.TryParse(proofText, out var family) ? family : default,
            proof == MemberNikTag && Nik.TryParse(proofText, out var member) ? member : default);
        return true;
    }

    // A record would print the numbers.
    public override string ToString() => "a query";
}
