using System.Text.Json.Nodes;
using Dtsen.Exchange.Domain.Variables;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Server.Partners;

namespace Dtsen.Exchange.Server.Tests.Partners;

public class PartnerFilesTests
{
    private static readonly string Config = RepositoryFolder.Inner("config");
    private static readonly VariableCatalogue Catalogue = VariableCatalogue.Load(Path.Combine(Config, "variables.v1.json"));
    private static readonly WilayahTable Wilayah = WilayahTable.Load(Path.Combine(Config, "wilayah"));

    public static TheoryData<string> BreakNames => [.. Breaks.Keys];

    /// <summary>What breaks a file, where the problem is said to be, and a part of the reason.</summary>
    private static Dictionary<string, Break> Breaks { get; } = new()
    {
        ["agency without a name"] = new("$.agency", "lacks 'name'", file => file["agency"]!.AsObject().Remove("name")),
        ["agency with an empty name"] = new("$.agency.name", "empty", file => file["agency"]!["name"] = ""),
        ["agency under another id than its file"] = new("$.agency.id", "must be named lain.json", file => file["agency"]!["id"] = "lain"),
        ["agency with capitals"] = new("$.agency.id", "lower-case", file => file["agency"]!["id"] = "Pemda-3204"),
        ["agency of a wilayah that does not exist"] = new("$.agency.wilayah", "Kemendagri", file => file["agency"]!["wilayah"] = "3299"),
        ["agency of a wilayah with dots"] = new("$.agency.wilayah", "Kemendagri", file => file["agency"]!["wilayah"] = "32.04"),
        ["agency without applications"] = new("$.agency.id", "no application", file => file["applications"] = new JsonArray()),
        ["suspended by a word"] = new("$.agency.suspended", "kind", file => file["agency"]!["suspended"] = "yes"),
        ["misspelt property"] = new("$.agency.suspendd", "not a property", file => file["agency"]!["suspendd"] = true),
        ["applications that are none"] = new("$.applications", "null", file => file["applications"] = null),
        ["an application that is null"] = new("$.applications[1]", "null", file => file["applications"]!.AsArray().Add(null)),
        ["two applications of one id"] = new("$.agency.id", "same id", file =>
            file["applications"]!.AsArray().Add(file["applications"]![0]!.DeepClone())),
        ["application under another agency"] = new("$.applications[0].id", "pemda-3204.", file => App(file)["id"] = "bps.data-center"),
        ["application without a name of its own"] = new("$.applications[0].id", "pemda-3204.", file => App(file)["id"] = "pemda-3204"),
        ["application with an empty name"] = new("$.applications[0].name", "empty", file => App(file)["name"] = ""),
        ["application without an agreement"] = new("$.applications[0]", "lacks 'agreement'", file => App(file).Remove("agreement")),
        ["agreement without a number"] = new("$.applications[0].agreement.id", "empty", file => Pks(file)["id"] = ""),
        ["agreement without a BAST"] = new("$.applications[0].agreement.bast", "empty", file => Pks(file)["bast"] = ""),
        ["agreement without wilayah"] = new("$.applications[0].agreement.wilayah", "nation", file =>
            Pks(file)["wilayah"] = new JsonArray()),
        ["a wilayah that is null"] = new("$.applications[0].agreement.wilayah", "null", file =>
            Pks(file)["wilayah"] = new JsonArray("3204", null)),
        ["a wilayah that does not exist"] = new("$.applications[0].agreement.wilayah[0]", "Kemendagri", file =>
            Pks(file)["wilayah"] = new JsonArray("320499")),
        ["a Pemda for the nation"] = new("$.applications[0].agreement.wilayah", "own territory", file =>
            Pks(file)["wilayah"] = new JsonArray("nation")),
        ["a Pemda for a neighbour"] = new("$.applications[0].agreement.wilayah[1]", "outside", file =>
            Pks(file)["wilayah"] = new JsonArray("3204", "3273")),
        ["nation beside a code"] = new("$.applications[0].agreement.wilayah[1]", "Kemendagri", file =>
            Pks(file)["wilayah"] = new JsonArray("3204", "nation")),
        ["level 0"] = new("$.applications[0].agreement.level", "1 (match only)", file => Pks(file)["level"] = 0),
        ["level 5"] = new("$.applications[0].agreement.level", "1 (match only)", file => Pks(file)["level"] = 5),
        ["level as a word"] = new("$.applications[0].agreement.level", "kind", file => Pks(file)["level"] = "BNBA"),
        ["a scope that the level can never use"] = new("$.applications[0].agreement.scopes[0]", "level 2", file => Pks(file)["level"] = 2),
        ["a scope of no method"] = new("$.applications[0].agreement.scopes[0]", "not a scope", file =>
            Pks(file)["scopes"] = new JsonArray("desil.write")),
        ["a scope that is null"] = new("$.applications[0].agreement.scopes", "null", file =>
            Pks(file)["scopes"] = new JsonArray((JsonNode?)null)),
        ["a scope that needs a purpose, without one"] = new("$.applications[0].agreement.scopes[0]", "purpose", file =>
            Pks(file)["purposes"] = new JsonArray()),
        ["who approves and proposes"] = new("$.applications[0].agreement.scopes", "four eyes", file =>
            Pks(file)["scopes"] = new JsonArray("release.publish", "release.approve")),
        ["a variable of no catalogue"] = new("$.applications[0].agreement.variables[0]", "catalogue", file =>
            Pks(file)["variables"] = new JsonArray("agama")),
        ["variables at level 1"] = new("$.applications[0].agreement.variables", "level 1", file =>
        {
            Pks(file)["level"] = 1;
            Pks(file)["scopes"] = new JsonArray("partner.read");
        }),
        ["a purpose with a blank"] = new("$.applications[0].agreement.purposes[0]", "lower-case", file =>
            Pks(file)["purposes"] = new JsonArray("bantuan sosial")),
        ["a proof of another kind"] = new("$.applications[0].agreement.required_proof", "any, number or none", file =>
            Pks(file)["required_proof"] = "birth_date"),
        ["no proof with a wilayah limit"] = new("$.applications[0].agreement.required_proof", "contradicts", file =>
            Pks(file)["required_proof"] = "none"),
        ["an end before the beginning"] = new("$.applications[0].agreement.valid_until", "before valid_from", file =>
            Pks(file)["valid_until"] = "2020-01-01"),
        ["a day that does not exist"] = new("$.applications[0].agreement.valid_from", "kind", file =>
            Pks(file)["valid_from"] = "2026-02-30"),
        ["an audience of another kind"] = new("$.applications[0].agreement.release_audience", "first or all", file =>
            Pks(file)["release_audience"] = "everybody"),
        ["an end user of another kind"] = new("$.applications[0].agreement.end_user", "citizen", file => Pks(file)["end_user"] = "anybody"),
        ["acting for nobody, always"] = new("$.applications[0].agreement.acting_for.required", "nobody", file =>
            Pks(file)["acting_for"] = ActingFor(true)),
        ["acting for an agency without a file"] = new("$.applications[0].agreement.acting_for.agencies", "tiada has no file", file =>
            Pks(file)["acting_for"] = ActingFor(false, "tiada")),
        ["an agency that may ask for nothing"] = new("$.agency.limits.calls_per_day", "at least 1", file =>
            file["agency"]!["limits"] = new JsonObject { ["calls_per_day"] = 0 }),
        ["an agency with nothing in flight"] = new("$.agency.limits.calls_in_flight", "at least 1", file =>
            file["agency"]!["limits"] = new JsonObject { ["calls_in_flight"] = 0 }),
        ["an agreement that may ask for nobody"] = new("$.applications[0].agreement.limits.numbers_per_second", "at least 1", file =>
            Pks(file)["limits"] = new JsonObject { ["numbers_per_second"] = -1 }),
        ["a misspelt limit"] = new("$.applications[0].agreement.limits.calls_per_days", "not a property", file =>
            Pks(file)["limits"] = new JsonObject { ["calls_per_days"] = 10 }),
        ["misses below none"] = new("$.applications[0].agreement.limits.misses_per_day", "negative", file =>
            Pks(file)["limits"] = new JsonObject { ["misses_per_day"] = -1 }),
        ["misses of more than all"] = new("$.applications[0].agreement.limits.miss_share", "0 to 1", file =>
            Pks(file)["limits"] = new JsonObject { ["miss_share"] = 1.5 }),
        ["the number of another agreement"] = new("$.applications[0].agreement.id", "another agreement", file =>
            Pks(file)["id"] = "PKS-DTSEN-PEMDA-32/2026"),
    };

    [Fact]
    public void The_shipped_files_are_accepted()
    {
        var result = Load(Path.Combine(Config, "partners"));

        Assert.Empty(result.Problems);
        Assert.Equal(30, result.Set!.ApplicationCount);
    }

    [Theory]
    [MemberData(nameof(BreakNames))]
    public void A_broken_file_is_named_with_file_path_and_reason(string name)
    {
        var (path, reason, change) = Breaks[name];
        using var folder = Copy();
        var file = folder.Inner("pemda-3204.json");
        var json = JsonNode.Parse(File.ReadAllText(file))!;
        change(json);
        File.WriteAllText(file, json.ToJsonString());

        var result = Load(folder.Path);

        Assert.Null(result.Set);
        Assert.Contains(result.Problems, problem =>
            problem.File == "pemda-3204.json" && problem.Path == path && problem.Reason.Contains(reason, StringComparison.Ordinal));
        Assert.All(result.Problems, problem => Assert.DoesNotContain("System.", problem.Reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("{\"agency\": {\"id\": \"pemda-3204\", \"id\": \"bps\", \"name\": \"x\"}, \"applications\": []}")]
    [InlineData("{\"agency\": null, \"applications\": []}")]
    [InlineData("{\"agency\": {\"id\": null, \"name\": \"x\"}, \"applications\": []}")]
    public void A_file_that_is_no_partner_is_named(string content)
    {
        using var folder = Copy();
        File.WriteAllText(folder.Inner("pemda-3204.json"), content);

        var result = Load(folder.Path);

        Assert.Null(result.Set);
        Assert.Equal("pemda-3204.json", Assert.Single(result.Problems).File);
    }

    [Fact]
    public void Every_broken_file_is_named_at_once()
    {
        using var folder = Copy();
        File.WriteAllText(folder.Inner("bpkp.json"), "{");
        File.WriteAllText(folder.Inner("bps.json"), "[]");

        Assert.Equal(["bpkp.json", "bps.json"], Load(folder.Path).Problems.Select(problem => problem.File));
    }

    [Fact]
    public void A_folder_without_files_or_none_at_all_is_no_set_of_partners()
    {
        using var folder = new TemporaryFolder();

        Assert.Null(Load(folder.Path).Set);
        Assert.Null(Load(folder.Inner("none")).Set);
    }

    [Fact]
    public void A_set_reads_back_as_it_was_written_whatever_the_order_of_files()
    {
        var set = Load(Path.Combine(Config, "partners")).Set!;

        var again = PartnerSet.Parse(set.Payload.Span);

        Assert.Equal(set.Hash, again.Hash);
        Assert.Equal(set.Payload.ToArray(), again.Payload.ToArray());
        Assert.Equal(30, again.ToDirectory(7).Applications.Count);
    }

    [Fact]
    public void The_rights_of_the_shipped_agreements_are_those_of_their_class()
    {
        var directory = Load(Path.Combine(Config, "partners")).Set!.ToDirectory(1);
        string[] all = ["desil_basis", "desil_kabupaten_kota", "desil_nasional", "desil_provinsi", "kode_kabupaten_kota"];
        string[] programmes =
            ["program_blt_kesra", "program_pbi_jk", "program_pip", "program_pkh", "program_sekolah_rakyat", "program_sembako"];

        Assert.All(directory.Agencies.Where(agency => agency.Wilayah is not null), agency => Assert.All(
            directory.Applications.Where(application => application.Agency == agency), application =>
            {
                Assert.Equal([agency.Wilayah!], application.Agreement.Wilayah!);
                Assert.Equal(all.Concat(programmes), application.Agreement.Variables.Order(StringComparer.Ordinal));
                Assert.Equal(Domain.Partners.ReleaseAudience.All, application.Agreement.ReleaseAudience);
            }));
        // The owner of a programme reads its own.
        Assert.Equal(["desil_nasional", "program_pbi_jk"], directory.FindApplication("bpjs-kesehatan.pbi-jk")!.Agreement.Variables);
        Assert.Equal(["desil_nasional", "program_pip"], directory.FindApplication("kemendikdasmen.pip")!.Agreement.Variables);
        Assert.DoesNotContain("desil.history", directory.FindApplication("kemendikdasmen.pip")!.Agreement.Scopes);
        Assert.Equal(Domain.Partners.Level.Pseudonymous, directory.FindApplication("bpkp.pengawasan")!.Agreement.Level);
        Assert.DoesNotContain("desil.read", directory.FindApplication("bpkp.pengawasan")!.Agreement.Scopes);
        Assert.All(directory.Applications, application =>
        {
            var agreement = application.Agreement;
            Assert.Equal(
                application.Agency.Id is "kemensos" or "bps" or "kemenko-pm" or "bappenas",
                agreement.ReleaseAudience == Domain.Partners.ReleaseAudience.First);
            Assert.Equal(application.Id == "kemensos.pusdatin" || application.Agency.Id is "kemenko-pm" or "bappenas", agreement.ReShare);
            Assert.Equal(application.Agency.Id == "bps", agreement.Scopes.Any(scope =>
                scope is "release.upload" or "release.publish" or "release.approve"));
            Assert.False(application.IsSuspended);
        });
    }

    private static PartnerFilesResult Load(string folder) => PartnerFiles.Load(folder, Catalogue, Wilayah);

    private static TemporaryFolder Copy()
    {
        var folder = new TemporaryFolder();
        foreach (var path in Directory.GetFiles(Path.Combine(Config, "partners")))
        {
            File.Copy(path, folder.Inner(Path.GetFileName(path)));
        }

        return folder;
    }

    private static JsonObject App(JsonNode file) => file["applications"]![0]!.AsObject();

    private static JsonObject Pks(JsonNode file) => App(file)["agreement"]!.AsObject();

    private static JsonObject ActingFor(bool required, params string[] agencies) => new()
    {
        ["required"] = required,
        ["agencies"] = new JsonArray([.. agencies.Select(agency => (JsonNode)agency)]),
        ["wilayah"] = false,
    };

    private sealed record Break(string Path, string Reason, Action<JsonNode> Change);
}
