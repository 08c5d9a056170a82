using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Domain.Matching;
using Dtsen.Exchange.Domain.Names;
using Dtsen.Exchange.Domain.Wilayahs;
using Google.Protobuf.Collections;

namespace Dtsen.Exchange.Server.Matching;

/// <summary>The results of fields, as they are told of a record that proves whose it is.</summary>
internal static class FieldAnswers
{
    /// <summary>Whether a family lives in a region.</summary>
    public static bool LivesIn(WilayahCode wilayah, ulong desa) => WilayahCode.TryFromDesa(desa, out var code) && wilayah.Contains(code);

    /// <summary>The results.</summary>
    /// <param name="compared">What was compared.</param>
    /// <param name="name">Of the names.</param>
    /// <param name="threshold">From which score on they agree.</param>
    /// <param name="given">Date of birth that was given.</param>
    /// <param name="registered">Date of birth that is registered: the mask decides whether what follows from it is told.</param>
    /// <param name="record">The record: fields that are not held are named there.</param>
    public static MatchFields Of(
        ComparedRecord compared, NameMatch name, int threshold, DateOnly? given, DateOnly registered, MatchRecord record)
    {
        var fields = new MatchFields
        {
            FamilyNumber = Of(compared.FamilyNumber),
            BirthDate = Of(compared.BirthDate),
            Sex = Of(compared.Sex),
            Wilayah = Of(compared.Wilayah),
            BirthPlace = NotHeld(record.BirthPlace),
            MaritalStatus = NotHeld(record.MaritalStatus),
            Occupation = NotHeld(record.Occupation),
            MotherName = NotHeld(record.MotherName),
            Address = NotHeld(record.Address),
            BirthDateExchanged = given is { } day && day != registered
                && day.Year == registered.Year && day.Month == registered.Day && day.Day == registered.Month,
        };
        if (compared.NameScore is { } score)
        {
            fields.Name = Of(MatchRules.Told(score) >= threshold);
            // Far from the name its score would lead closer to it.
            if (score >= NameMatch.Possible)
            {
                fields.NameScore = (uint)MatchRules.Told(score);
                AddNotes(name.Findings, fields.NameNotes);
            }
        }

        return fields;
    }

    private static MatchResult Of(bool? agrees) => agrees switch
    {
        null => MatchResult.Unspecified,
        true => MatchResult.Sesuai,
        false => MatchResult.TidakSesuai,
    };

    private static MatchResult NotHeld(string given) => given.Length == 0 ? MatchResult.Unspecified : MatchResult.TidakTersedia;

    // Notes are the findings in their order, from 1.
    private static void AddNotes(NameFindings findings, RepeatedField<NameNote> notes)
    {
        for (var rest = (uint)findings; rest != 0; rest &= rest - 1)
        {
            notes.Add((NameNote)(System.Numerics.BitOperations.TrailingZeroCount(rest) + 1));
        }
    }
}
