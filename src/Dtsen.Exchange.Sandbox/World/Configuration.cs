using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dtsen.Exchange.Sandbox.World;

/// <summary>The sandbox's own copy of the shipped configuration, so that whoever plays with it edits nothing of the project.</summary>
internal static class Configuration
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Copies a configuration; the agreements are in force from a year ago to a year from now.</summary>
    public static void Copy(string from, string to, DateOnly today)
    {
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }

        foreach (var path in PartnerFiles(to))
        {
            Edit(path, partner => Extend(partner, today));
        }
    }

    /// <summary>Ids of all applications, in order.</summary>
    public static IReadOnlyList<string> Applications(string config) =>
    [
        .. PartnerFiles(config)
            .SelectMany(path => JsonNode.Parse(File.ReadAllText(path))!["applications"]!.AsArray())
            .Select(application => (string)application!["id"]!)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Changes the file of an agency in one step, as a careful editor does.</summary>
    public static void EditPartner(string config, string agency, Action<JsonNode> change) =>
        Edit(Path.Combine(config, "partners", agency + ".json"), change);

    private static string[] PartnerFiles(string config) => Directory.GetFiles(Path.Combine(config, "partners"), "*.json");

    private static void Extend(JsonNode partner, DateOnly today)
    {
        foreach (var application in partner["applications"]!.AsArray())
        {
            var agreement = application!["agreement"]!;
            agreement["valid_from"] = today.AddYears(-1).ToString("O");
            agreement["valid_until"] = today.AddYears(1).ToString("O");
        }
    }

    private static void Edit(string path, Action<JsonNode> change)
    {
        var file = JsonNode.Parse(File.ReadAllText(path))!;
        change(file);
        File.WriteAllText(path + ".new", file.ToJsonString(Indented));
        File.Move(path + ".new", path, overwrite: true);
    }
}
