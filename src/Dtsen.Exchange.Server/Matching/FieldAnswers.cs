using System.Numerics;
using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Domain.Matching;
using Dtsen.Exchange.Domain.Names;
using Dtsen.Exchange.Domain.Wilayahs;
using Google.Protobuf.Collections;

namespace Dtsen.Exchange.Server.Matching;

/// <summary>
/// The results of fields, as they are told of a record that proves whose it is; in one number, of 52 bits at most. The default value says
/// nothing.
/// </summary>
/// <param name="Packed">The number.</param>
internal readonly record struct FieldAnswers(ulong Packed)
{
    private const int ResultBits = 2;
    private const int NameAt = 1;
    private const int FamilyNumberAt = NameAt + ResultBits;
    private const int BirthDateAt = FamilyNumberAt + ResultBits;
    private const int SexAt = BirthDateAt + ResultBits;
    private const int WilayahAt = SexAt + ResultBits;
    private const int ExchangedAt = WilayahAt + ResultBits;
    private const int NotHeldAt = ExchangedAt + 1;
    private const int ScoreAt = NotHeldAt + 5;
    private const int NotesAt = ScoreAt + 7;

    /// <summary>Whether a family lives in a region.</summary>
    public static bool LivesIn(WilayahCode wilayah, ulong desa) => WilayahCode.TryFromDesa(desa, out var code) && wilayah.Contains(code);

    /// <summary>The results.</summary>
    /// <param name="compared">What was compared.</param>
    /// <param name="threshold">From which score on the names agree.</param>
    /// <param name="given">Date of birth that was given.</param>
    /// <param name="registered">Date of birth that is registered: the mask decides whether what follows from it is told.</param>
    /// <param name="notHeld">Fields that were given and are not held.</param>
    public static FieldAnswers Of(
        in ComparedRecord compared, int threshold, DateOnly? given, DateOnly registered, FieldsNotHeld notHeld)
    {
        var packed = 1UL
            | Pack(compared.FamilyNumber, FamilyNumberAt)
            | Pack(compared.BirthDate, BirthDateAt)
            | Pack(compared.Sex, SexAt)
            | Pack(compared.Wilayah, WilayahAt)
            | ((ulong)notHeld << NotHeldAt)
            | (given is { } day && IsExchanged(day, registered) ? 1UL << ExchangedAt : 0);
        if (compared.Name is { } name)
        {
            packed |= Pack(MatchRules.Told(name.Score) >= threshold, NameAt);
            // Far from the name its score would lead closer to it.
            if (name.Score >= NameMatch.Possible)
            {
                packed |= ((ulong)MatchRules.Told(name.Score) << ScoreAt) | ((ulong)name.Findings << NotesAt);
            }
        }

        return new FieldAnswers(packed);
    }

    /// <summary>The results as they are sent; null where nothing is told.</summary>
    public MatchFields? ToFields()
    {
        if (Packed == 0)
        {
            return null;
        }

        var fields = new MatchFields
        {
            Name = Result(NameAt),
            NameScore = (uint)(Packed >> ScoreAt) & 0x7F,
            FamilyNumber = Result(FamilyNumberAt),
            BirthDate = Result(BirthDateAt),
            Sex = Result(SexAt),
            Wilayah = Result(WilayahAt),
            BirthPlace = NotHeld(FieldsNotHeld.BirthPlace),
            MaritalStatus = NotHeld(FieldsNotHeld.MaritalStatus),
            Occupation = NotHeld(FieldsNotHeld.Occupation),
            MotherName = NotHeld(FieldsNotHeld.MotherName),
            Address = NotHeld(FieldsNotHeld.Address),
            BirthDateExchanged = (Packed & (1UL << ExchangedAt)) != 0,
        };
        AddNotes((NameFindings)(Packed >> NotesAt), fields.NameNotes);
        return fields;
    }

    private static bool IsExchanged(DateOnly given, DateOnly registered) =>
        given != registered && given.Year == registered.Year && given.Month == registered.Day && given.Day == registered.Month;

    private static ulong Pack(bool? agrees, int at) => (ulong)Of(agrees) << at;

    private static MatchResult Of(bool? agrees) => agrees switch
    {
        null => MatchResult.Unspecified,
        true => MatchResult.Sesuai,
        false => MatchResult.TidakSesuai,
    };

    // Notes are the findings in their order, from 1.
    private static void AddNotes(NameFindings findings, RepeatedField<NameNote> notes)
    {
        for (var rest = (uint)findings; rest != 0; rest &= rest - 1)
        {
            notes.Add((NameNote)(BitOperations.TrailingZeroCount(rest) + 1));
        }
    }

    private MatchResult Result(int at) => (MatchResult)((Packed >> at) & ((1 << ResultBits) - 1));

    private MatchResult NotHeld(FieldsNotHeld field) =>
        ((FieldsNotHeld)(Packed >> NotHeldAt) & field) == 0 ? MatchResult.Unspecified : MatchResult.TidakTersedia;
}
