using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Server.Partners;

namespace Dtsen.Exchange.Server.Tests.Partners;

/// <summary>The published schema of partner files says what the reader of the files takes.</summary>
public class PartnerSchemaTests
{
    private static readonly string Config = RepositoryFolder.Inner("config");
    private static readonly JsonNode Schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Config, "schema", "partner.v1.json")))!;

    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Path.Combine(Config, "partners"), "*.json").Select(path => Path.GetFileName(path)!)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_shipped_file_follows_the_schema(string file)
    {
        var partner = JsonNode.Parse(File.ReadAllText(Path.Combine(Config, "partners", file)))!;

        Assert.Empty(Problems(Schema, partner, "$"));
        Assert.Equal("../schema/partner.v1.json", (string?)partner["$schema"]);
    }

    [Fact]
    public void The_schema_has_the_properties_that_the_reader_takes_and_requires()
    {
        StrictJson.Options.MakeReadOnly(populateMissingResolver: true);

        AssertAgrees(Schema, typeof(PartnerFile), "$");
    }

    [Fact]
    public void The_schema_refuses_what_breaks_it()
    {
        foreach (var change in new Action<JsonNode>[]
        {
            file => file["agency"]!.AsObject().Remove("id"),
            file => file["agency"]!["id"] = "BPKP",
            file => file["agency"]!["wilayah"] = "32.04",
            file => file["agencies"] = 1,
            file => file["applications"] = new JsonArray(),
            file => file["applications"]![0]!["agreement"]!["level"] = 5,
            file => file["applications"]![0]!["agreement"]!["level"] = "4",
            file => file["applications"]![0]!["agreement"]!["end_user"] = "anybody",
            file => file["applications"]![0]!["agreement"]!["valid_from"] = "1 January 2026",
            file => file["applications"]![0]!["agreement"]!["wilayah"] = new JsonArray(),
            file => file["applications"]![0]!["agreement"]!["bast"] = "",
            file => file["applications"]![0]!["agreement"]!["limits"] = new JsonObject { ["calls_per_day"] = 0 },
            file => file["applications"]![0]!["agreement"]!["limits"] = new JsonObject { ["calls_in_flight"] = 1 },
            file => file["agency"]!["limits"] = new JsonObject { ["misses_per_day"] = 1 },
        })
        {
            var partner = JsonNode.Parse(File.ReadAllText(Path.Combine(Config, "partners", "bpkp.json")))!;
            change(partner);

            Assert.NotEmpty(Problems(Schema, partner, "$"));
        }
    }

    private static void AssertAgrees(JsonNode schema, Type type, string path)
    {
        var info = StrictJson.Options.GetTypeInfo(type);
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Object:
                Assert.Equal("object", (string?)schema["type"]);
                Assert.False((bool?)schema["additionalProperties"] ?? true, path);
                var properties = schema["properties"]!.AsObject();
                Assert.Equal(
                    info.Properties.Select(property => property.Name).Order(StringComparer.Ordinal),
                    properties.Select(property => property.Key).Order(StringComparer.Ordinal));
                Assert.Equal(
                    info.Properties.Where(property => property.IsRequired).Select(property => property.Name).Order(StringComparer.Ordinal),
                    schema["required"]!.AsArray().Select(name => (string)name!).Order(StringComparer.Ordinal));
                foreach (var property in info.Properties)
                {
                    Assert.False(string.IsNullOrEmpty((string?)properties[property.Name]!["description"]), $"{path}.{property.Name}");
                    AssertAgrees(properties[property.Name]!, property.PropertyType, $"{path}.{property.Name}");
                }

                break;
            case JsonTypeInfoKind.Enumerable:
                Assert.Equal("array", (string?)schema["type"]);
                AssertAgrees(schema["items"]!, info.ElementType!, path + "[]");
                break;
            default:
                var value = Nullable.GetUnderlyingType(type) ?? type;
                var expected = value == typeof(bool) ? "boolean"
                    : value == typeof(int) || value == typeof(long) ? "integer"
                    : value == typeof(double) ? "number"
                    : "string";
                Assert.True(schema["enum"] is not null || (string?)schema["type"] == expected, path);
                break;
        }
    }

    /// <summary>As much of JSON Schema as this schema uses.</summary>
    private static IEnumerable<string> Problems(JsonNode schema, JsonNode? value, string path)
    {
        foreach (var (keyword, rule) in schema.AsObject())
        {
            var problems = keyword switch
            {
                "$schema" or "title" or "description" or "default" => [],
                "type" => If(!IsOf((string)rule!, value), path, keyword),
                "enum" => If(!rule!.AsArray().Any(one => JsonNode.DeepEquals(one, value)), path, keyword),
                "pattern" => If(value is JsonValue && !Regex.IsMatch(value.ToString(), (string)rule!), path, keyword),
                "format" => If((string)rule! != "date" || !DateOnly.TryParseExact(value?.ToString(), "O", out _), path, keyword),
                "minLength" => If(value?.ToString().Length < (int)rule!, path, keyword),
                "minItems" => If((value as JsonArray)?.Count < (int)rule!, path, keyword),
                "minimum" => If(value is JsonValue number && number.TryGetValue<int>(out var low) && low < (int)rule!, path, keyword),
                "maximum" => If(value is JsonValue number && number.TryGetValue<int>(out var high) && high > (int)rule!, path, keyword),
                "required" => rule!.AsArray().Where(name => value?[(string)name!] is null).Select(name => $"{path}: {name} is missing"),
                "additionalProperties" => (value as JsonObject ?? []).Where(property => schema["properties"]![property.Key] is null)
                    .Select(property => $"{path}: {property.Key} is not known"),
                "properties" => rule!.AsObject().Where(property => value is JsonObject held && held.ContainsKey(property.Key))
                    .SelectMany(property => Problems(property.Value!, value![property.Key], $"{path}.{property.Key}")),
                "items" => (value as JsonArray ?? []).SelectMany((item, row) => Problems(rule!, item, $"{path}[{row}]")),
                _ => [$"{path}: this test does not know the keyword {keyword}"],
            };
            foreach (var problem in problems)
            {
                yield return problem;
            }
        }
    }

    private static string[] If(bool broken, string path, string keyword) => broken ? [$"{path}: {keyword}"] : [];

    private static bool IsOf(string type, JsonNode? value) => (type, value?.GetValueKind()) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) => true,
        ("integer" or "number", JsonValueKind.Number) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        _ => false,
    };
}
