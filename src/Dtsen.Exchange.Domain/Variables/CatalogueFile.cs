using System.Text.Json;

namespace Dtsen.Exchange.Domain.Variables;

/// <summary>The catalogue's file.</summary>
internal static class CatalogueFile
{
    public static VariableCatalogue Parse(string file, string json)
    {
        CatalogueJson catalogue;
        try
        {
            catalogue = JsonSerializer.Deserialize<CatalogueJson>(json, StrictJson.Options)
                ?? throw new InvalidDataException($"{file}: there is no catalogue in it.");
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"{file}, {problem.Path}, line {problem.LineNumber + 1}: {problem.Message}", problem);
        }

        var lists = new Dictionary<string, CodeList>(StringComparer.Ordinal);
        foreach (var list in catalogue.CodeLists)
        {
            if (!lists.TryAdd(list.Name, new CodeList(list.Name, list.Version, LabelsOf(file, list))))
            {
                throw new InvalidDataException($"{file}: the code list {list.Name} is there twice.");
            }
        }

        var variables = new List<Variable>();
        foreach (var variable in catalogue.Variables)
        {
            variables.Add(new Variable(
                variable.Name, variable.Entity, variable.Number, variable.LabelId, variable.LabelEn, variable.Type, variable.Unit,
                ClassOf(file, variable.Name, variable.Classification), variable.Kunci ?? false, ListOf(file, variable.CodeList, lists)));
            variables.AddRange((variable.Items ?? []).Select(item => new Variable(
                $"{variable.Name}.{item.Name}", variable.Entity, 0, item.LabelId, item.LabelEn, item.Type, item.Unit,
                ClassOf(file, item.Name, item.Classification), variable.Kunci ?? false, ListOf(file, item.CodeList, lists))));
        }

        variables.AddRange(catalogue.Derived.Select(derived => new Variable(
            derived.Name, "derived", 0, derived.LabelId, derived.LabelEn, "derived", null,
            ClassOf(file, derived.Name, derived.Classification), false, null)));
        return new VariableCatalogue(catalogue.Version, variables, lists.Values);
    }

    private static Dictionary<int, string> LabelsOf(string file, CodeListJson list)
    {
        var labels = new Dictionary<int, string>();
        foreach (var code in list.Codes)
        {
            if (!labels.TryAdd(code.Code, code.Label))
            {
                throw new InvalidDataException($"{file}: the code list {list.Name} has the code {code.Code} twice.");
            }
        }

        return labels;
    }

    private static Classification ClassOf(string file, string name, string text) => text switch
    {
        "UMUM" => Classification.Umum,
        "PRIBADI" => Classification.Pribadi,
        "SPESIFIK" => Classification.Spesifik,
        _ => throw new InvalidDataException($"{file}: classification of {name} must be UMUM, PRIBADI or SPESIFIK."),
    };

    private static string? ListOf(string file, string? name, Dictionary<string, CodeList> lists) =>
        name is null || lists.ContainsKey(name)
            ? name
            : throw new InvalidDataException($"{file}: the code list {name} is not in code_lists.");

    private sealed record CatalogueJson(
        int Version, string Status, string Note, List<VariableJson> Variables, List<DerivedJson> Derived, List<CodeListJson> CodeLists);

    private sealed record VariableJson(
        int Number, string Entity, string Name, string LabelId, string LabelEn, string Type, string Classification,
        string? Unit = null, string? CodeList = null, bool? Kunci = null, List<ItemJson>? Items = null);

    private sealed record ItemJson(
        string Name, string LabelId, string LabelEn, string Type, string Classification, string? Unit = null, string? CodeList = null);

    private sealed record DerivedJson(string Name, string LabelId, string LabelEn, string Classification);

    private sealed record CodeListJson(string Name, int Version, List<CodeJson> Codes);

    private sealed record CodeJson(int Code, string Label);
}
