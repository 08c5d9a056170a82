using System.Text.Json;
using System.Text.Json.Serialization;
using Dtsen.Exchange.Domain.Variables;

namespace Dtsen.Exchange.Domain.Programmes;

/// <summary>The file of the programmes: strict, as a slip of the pen would put families out of a programme.</summary>
internal static class ProgrammeFile
{
    private const int MaxLength = 100;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static ProgrammeSet Parse(string file, ReadOnlySpan<byte> json, VariableCatalogue? catalogue)
    {
        ProgrammesJson content;
        try
        {
            content = JsonSerializer.Deserialize<ProgrammesJson>(json, Options)
                ?? throw new InvalidDataException($"{file}: there are no programmes in it.");
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"{file}, {problem.Path}, line {problem.LineNumber + 1}: {problem.Message}", problem);
        }

        var programmes = new List<Programme>();
        foreach (var entry in content.Programmes)
        {
            var where = $"{file}, programme {programmes.Count + 1}";
            Require(IsId(entry.Id), where, "its id takes lower case letters, digits and hyphens.");
            where = $"{file}, programme {entry.Id}";
            Require(programmes.TrueForAll(other => other.Id != entry.Id), where, "it is there twice.");
            Require(IsText(entry.Name), where, $"its name takes 1 to {MaxLength} characters.");
            Require(
                catalogue is null || catalogue.Find(entry.Variable) is { Entity: "derived" },
                where, $"{entry.Variable} is no derived variable of the catalogue.");
            Require(
                programmes.TrueForAll(other => other.Variable != entry.Variable), where, "another programme has its variable already.");
            programmes.Add(new Programme(
                entry.Id, entry.Name, entry.Variable, BandsOf(where, entry.Bands), ExclusionsOf(where, entry.Exclusions, catalogue)));
        }

        return new ProgrammeSet(programmes);
    }

    private static List<DesilBand> BandsOf(string where, List<BandJson> entries)
    {
        var bands = entries.ConvertAll(band => new DesilBand(band.From, band.Until, band.Lowest, band.Highest));
        Require(bands.Count > 0, where, "it has no band.");
        foreach (var band in bands)
        {
            Require(
                Desil.TryFrom(band.Lowest, out _) && Desil.TryFrom(band.Highest, out _) && band.Lowest <= band.Highest,
                where, "a band reaches from a desil to one that is not below it, 1 to 10.");
            Require(band.Until is not { } until || until >= band.From, where, "a band ends before it begins.");
            Require(
                bands.TrueForAll(other => ReferenceEquals(other, band) || !other.IsInForce(band.From)),
                where, "two bands are in force on the same day.");
        }

        return bands;
    }

    private static List<Exclusion> ExclusionsOf(string where, List<ExclusionJson> entries, VariableCatalogue? catalogue)
    {
        var exclusions = new List<Exclusion>();
        foreach (var entry in entries)
        {
            Require(IsId(entry.Id) && exclusions.TrueForAll(other => other.Id != entry.Id), where, "an exclusion needs an id of its own.");
            Require(IsText(entry.LabelId) && IsText(entry.LabelEn), where, $"{entry.Id}: a label takes 1 to {MaxLength} characters.");
            if (catalogue is not null)
            {
                CheckCodes(where, entry, catalogue);
            }

            exclusions.Add(new Exclusion(
                entry.Id, entry.LabelId, entry.LabelEn, entry.Variable, entry.Codes.ToHashSet(), entry.Certain));
        }

        return exclusions;
    }

    private static void CheckCodes(string where, ExclusionJson entry, VariableCatalogue catalogue)
    {
        var variable = catalogue.Find(entry.Variable);
        Require(
            variable is { CodeList: not null, Classification: not Classification.Spesifik },
            where, $"{entry.Id}: {entry.Variable} is no coded variable, or is specific personal data.");
        var codes = catalogue.FindCodeList(variable!.CodeList!)!;
        Require(
            entry.Codes.Count > 0 && entry.Codes.TrueForAll(codes.Contains),
            where, $"{entry.Id}: codes must stand in the list of {entry.Variable}.");
    }

    private static bool IsId(string text) =>
        text.Length is > 0 and <= MaxLength && text.All(letter => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');

    private static bool IsText(string text) => text.Length is > 0 and <= MaxLength && !string.IsNullOrWhiteSpace(text);

    private static void Require(bool holds, string where, string reason)
    {
        if (!holds)
        {
            throw new InvalidDataException($"{where}: {reason}");
        }
    }

    private sealed record ProgrammesJson(string Note, List<ProgrammeJson> Programmes);

    private sealed record ProgrammeJson(
        string Id, string Name, string Variable, List<BandJson> Bands, List<ExclusionJson> Exclusions);

    private sealed record BandJson(DateOnly From, DateOnly? Until, int Lowest, int Highest);

    private sealed record ExclusionJson(string Id, string LabelId, string LabelEn, string Variable, List<uint> Codes, bool Certain);
}
