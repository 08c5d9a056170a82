using System.Text.Json.Nodes;
using Dtsen.Exchange.Contracts.Options.V1;
using Dtsen.Exchange.Server.Gate;

namespace Dtsen.Exchange.Server.Tests.Gate;

/// <summary>
/// Partners for the authorization matrix. Each agency has two applications, because nobody may both propose and approve; together they have
/// every scope that there is.
/// </summary>
internal static class MatrixPartners
{
    public const string Good = "uji";
    public const string SuspendedAgency = "uji-tangguh-instansi";
    public const string SuspendedApplication = "uji-tangguh-aplikasi";
    public const string SuspendedAgreement = "uji-tangguh-perjanjian";
    public const string StoppedAgency = "uji-henti-instansi";
    public const string StoppedApplication = "uji-henti-aplikasi";
    public const string StoppedAgreement = "uji-henti-perjanjian";
    public const string StoppedCertificate = "uji-henti-sertifikat";
    public const string Past = "uji-lampau";
    public const string Future = "uji-nanti";
    public const string SwitchedOff = "uji-mati";
    public const string LowLevel = "uji-rendah";
    public const string NoScope = "uji-tanpa-scope";
    public const string Citizens = "uji-warga";
    public const string Purpose = "uji-gerbang";
    public const string Wilayah = "3204";

    /// <summary>Names of the two applications of each agency.</summary>
    public static readonly string[] Names = ["utama", "setuju"];

    private const string Approve = "release.approve";

    public static string ApplicationFor(string agency, Access access) => $"{agency}.{(access.Scope == Approve ? "setuju" : "utama")}";

    public static void Write(RunningNode node)
    {
        var today = DateOnly.FromDateTime(node.Time.GetUtcNow().UtcDateTime);
        Write(node, Good, today, (_, _, _) => { });
        Write(node, SuspendedAgency, today, (agency, _, _) => agency["suspended"] = true);
        Write(node, SuspendedApplication, today, (_, application, _) => application["suspended"] = true);
        Write(node, SuspendedAgreement, today, (_, _, agreement) => agreement["suspended"] = true);
        foreach (var stopped in new[] { StoppedAgency, StoppedApplication, StoppedAgreement, StoppedCertificate })
        {
            Write(node, stopped, today, (_, _, _) => { });
        }

        Write(node, Past, today, (_, _, agreement) => agreement["valid_until"] = today.AddDays(-3).ToString("O"));
        Write(node, Future, today, (_, _, agreement) => agreement["valid_from"] = today.AddDays(3).ToString("O"));
        Write(node, SwitchedOff, today, (_, _, _) => { });
        Write(node, LowLevel, today, (_, _, _) => { });
        Write(node, NoScope, today, (_, _, agreement) => agreement["scopes"] = new JsonArray());
        Write(node, Citizens, today, (_, _, agreement) => agreement["end_user"] = "citizen");
        node.EditFeatures(SwitchOff);
    }

    private static void Write(RunningNode node, string id, DateOnly today, Action<JsonNode, JsonNode, JsonNode> edit)
    {
        var agency = new JsonObject { ["id"] = id, ["name"] = id };
        var applications = new JsonArray();
        foreach (var name in Names)
        {
            var scopes = ServiceList.Methods.Select(method => method.Access.Scope).Distinct()
                .Where(scope => scope == Approve == (name == "setuju"));
            var agreement = new JsonObject
            {
                ["id"] = $"{id}-{name}",
                ["level"] = 4,
                ["scopes"] = new JsonArray([.. scopes.Select(scope => (JsonNode)scope)]),
                ["wilayah"] = new JsonArray("32"),
                ["variables"] = new JsonArray("*"),
                ["purposes"] = new JsonArray(Purpose),
                ["required_proof"] = "any",
                ["valid_from"] = today.AddYears(-1).ToString("O"),
                ["valid_until"] = today.AddYears(1).ToString("O"),
                ["release_audience"] = "all",
                ["bast"] = $"BAST-{id}",
                ["re_share"] = false,
                ["acting_for"] = new JsonObject
                {
                    ["required"] = true,
                    ["agencies"] = new JsonArray("pemda-3204", SuspendedAgency, StoppedAgency),
                    ["wilayah"] = true,
                },
                ["end_user"] = "officer",
            };
            var application = new JsonObject { ["id"] = $"{id}.{name}", ["name"] = name, ["agreement"] = agreement };
            edit(agency, application, agreement);
            applications.Add((JsonNode)application);
        }

        var file = new JsonObject { ["agency"] = agency, ["applications"] = applications };
        File.WriteAllText(Path.Combine(node.ConfigFolder, "partners", id + ".json"), file.ToJsonString());
    }

    /// <summary>Every feature is off for one agency and on for all others.</summary>
    private static void SwitchOff(JsonNode features)
    {
        foreach (var flag in features["feature_management"]!["feature_flags"]!.AsArray())
        {
            var audience = new JsonObject
            {
                ["DefaultRolloutPercentage"] = 100,
                ["Exclusion"] = new JsonObject { ["Groups"] = new JsonArray(SwitchedOff) },
            };
            flag!["conditions"] = new JsonObject
            {
                ["client_filters"] = new JsonArray(new JsonObject
                {
                    ["name"] = "Microsoft.Targeting",
                    ["parameters"] = new JsonObject { ["Audience"] = audience },
                }),
            };
        }
    }
}
