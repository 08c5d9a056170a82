using System.Text;
using System.Text.Json.Nodes;
using Dtsen.Exchange.Domain.Programmes;
using Dtsen.Exchange.Domain.Variables;

namespace Dtsen.Exchange.Domain.Tests.Programmes;

public class ProgrammeFileTests
{
    private static readonly VariableCatalogue Catalogue =
        VariableCatalogue.Load(RepositoryFolder.Inner(Path.Combine("config", "variables.v1.json")));

    /// <summary>What is wrong, by the words that say so.</summary>
    private static readonly Dictionary<string, Action<JsonObject>> Faults = new()
    {
        ["lower case letters"] = first => first["id"] = "PKH",
        ["it is there twice"] = first => first["id"] = "pip",
        ["its name takes"] = first => first["name"] = " ",
        ["is no derived variable"] = first => first["variable"] = "program_tiada",
        ["has its variable already"] = first => first["variable"] = "program_pip",
        ["it has no band"] = first => first["bands"] = new JsonArray(),
        ["reaches from a desil"] = first => first["bands"]![0]!["lowest"] = 5,
        ["to one that is not below it, 1 to 10"] = first => first["bands"]![0]!["highest"] = 11,
        ["ends before it begins"] = first => first["bands"]![0]!["until"] = "2024-01-01",
        ["in force on the same day"] = first => first["bands"]!.AsArray().Add(first["bands"]![0]!.DeepClone()),
        ["an id of its own"] = first => first["exclusions"]!.AsArray().Add(first["exclusions"]![0]!.DeepClone()),
        ["a label takes"] = first => first["exclusions"]![0]!["label_id"] = "",
        ["is no coded variable"] = first => first["exclusions"]![0]!["variable"] = "nama",
        ["or is specific"] = first => first["exclusions"]![0]!["variable"] = "penyakit_kronis",
        ["codes must stand"] = first => first["exclusions"]![0]!["codes"] = new JsonArray(99),
        ["JSON"] = first => first["band"] = 1,
    };

    public static TheoryData<string> FaultNames => [.. Faults.Keys];

    [Fact]
    public void The_shipped_file_has_the_programmes_of_the_day()
    {
        var programmes = ProgrammeSet.Parse("programmes.json", Shipped(), Catalogue).Programmes;

        string[] expected = ["pkh 1-4", "sembako 1-4", "pbi-jk 1-5", "blt-kesra 1-4", "pip 1-4", "sekolah-rakyat 1-2"];
        Assert.Equal(expected, programmes.Select(programme => Words(programme, new DateOnly(2026, 11, 1))));
        Assert.Equal("sembako 1-5", Words(programmes[1], new DateOnly(2025, 12, 31)));
        // Codes that mix civil servants with others decide nothing.
        Assert.All(programmes.SelectMany(programme => programme.Exclusions), exclusion => Assert.False(exclusion.IsCertain));
        Assert.Equal(programmes.Count, ProgrammeSet.ReadAccepted(Shipped()).Programmes.Count);
    }

    [Theory]
    [MemberData(nameof(FaultNames))]
    public void A_fault_is_told_with_its_place(string words)
    {
        var file = JsonNode.Parse(Shipped())!;
        Faults[words](file["programmes"]![0]!.AsObject());

        var fault = Assert.Throws<InvalidDataException>(
            () => ProgrammeSet.Parse("programmes.json", Encoding.UTF8.GetBytes(file.ToJsonString()), Catalogue));

        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
        Assert.StartsWith("programmes.json, ", fault.Message, StringComparison.Ordinal);
    }

    private static byte[] Shipped() => File.ReadAllBytes(RepositoryFolder.Inner(Path.Combine("config", "programmes.json")));

    private static string Words(Programme programme, DateOnly day) =>
        programme.BandOn(day) is { } band ? $"{programme.Id} {band.Lowest}-{band.Highest}" : programme.Id;
}
