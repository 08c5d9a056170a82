using System.Text.Json.Nodes;
using Dtsen.Exchange.Register.Releases;
using Dtsen.Exchange.Server.Releases;

namespace Dtsen.Exchange.Server.Tests;

/// <summary>The files of the configuration, and how a test edits them; and those of releases.</summary>
internal sealed partial class RunningNode
{
    /// <summary>Changes the file of an agency, as an editor does.</summary>
    public void EditPartner(string agency, Action<JsonNode> edit) => Edit(Path.Combine(ConfigFolder, "partners", agency + ".json"), edit);

    /// <summary>Changes the feature flags.</summary>
    public void EditFeatures(Action<JsonNode> edit) => Edit(Path.Combine(ConfigFolder, "features.json"), edit);

    /// <summary>Changes the programmes.</summary>
    public void EditProgrammes(Action<JsonNode> edit) => Edit(Path.Combine(ConfigFolder, "programmes.json"), edit);

    /// <summary>The files of the node's releases, looked at beside it.</summary>
    public ReleaseFiles OpenReleaseFiles() => new(Path.Combine(DataFolder, "releases"), ReleaseKeys.Load(ReleaseKeysFolder));

    private static void Edit(string path, Action<JsonNode> edit)
    {
        var node = JsonNode.Parse(File.ReadAllBytes(path))!;
        edit(node);
        File.WriteAllText(path + ".new", node.ToJsonString());
        File.Move(path + ".new", path, overwrite: true);
    }

    private void CopyConfiguration()
    {
        var shipped = RepositoryFolder.Inner("config");
        Directory.CreateDirectory(Path.Combine(ConfigFolder, "partners"));
        foreach (var name in new[] { "features.json", "programmes.json", "variables.v1.json" })
        {
            File.Copy(Path.Combine(shipped, name), Path.Combine(ConfigFolder, name));
        }

        foreach (var path in Directory.GetFiles(Path.Combine(shipped, "partners"), "*.json"))
        {
            File.Copy(path, Path.Combine(ConfigFolder, "partners", Path.GetFileName(path)));
            EditPartner(Path.GetFileNameWithoutExtension(path), InForce);
        }

        Directory.CreateSymbolicLink(Path.Combine(ConfigFolder, "wilayah"), Path.Combine(shipped, "wilayah"));
    }

    /// <summary>The shipped agreements end one day; here they are in force whenever the tests run.</summary>
    private void InForce(JsonNode partner)
    {
        var today = DateOnly.FromDateTime(Time.GetUtcNow().UtcDateTime);
        foreach (var application in partner["applications"]!.AsArray())
        {
            var agreement = application!["agreement"]!;
            agreement["valid_from"] = today.AddYears(-1).ToString("O");
            agreement["valid_until"] = today.AddYears(1).ToString("O");
        }
    }
}
