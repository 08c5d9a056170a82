using System.Text;
using Dtsen.Exchange.Server.Features;
using Dtsen.Exchange.Server.Gate;

namespace Dtsen.Exchange.Server.Tests.Features;

public class FeatureFlagsTests
{
    public static TheoryData<string, string> Broken => new()
    {
        { "not JSON", "{" },
        { "an empty file", "" },
        { "another document", "{\"flags\": []}" },
        { "flags that are no list", "{\"feature_management\": {\"feature_flags\": 7}}" },
        { "a flag without an id", "{\"feature_management\": {\"feature_flags\": [{\"enabled\": true}]}}" },
        { "a flag too few", File([.. Features.Skip(1).Select(id => Flag(id, "true"))]) },
        { "a switch that is neither on nor off", File([.. Features.Select(id => Flag(id, "\"perhaps\""))]) },
        { "a filter that does not exist", File([.. Features.Select(id => Flag(id, "true", "{\"name\": \"Moonlight\"}"))]) },
    };

    private static string[] Features { get; } = [.. ServiceList.Methods.Select(method => method.Access.Feature).Distinct()];

    [Fact]
    public async Task The_shipped_flags_are_accepted_and_switch_every_feature_on()
    {
        var json = await System.IO.File.ReadAllTextAsync(Path.Combine(RepositoryFolder.Inner("config"), "features.json"));
        var flags = Read(json, out var reason);

        Assert.Null(reason);
        foreach (var feature in Features)
        {
            Assert.True(await flags!.IsEnabledAsync(feature, "bpkp", "bpkp.pengawasan"), feature);
        }
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_file_is_refused_with_a_reason(string what, string json)
    {
        Assert.Null(Read(json, out var reason));
        Assert.False(string.IsNullOrWhiteSpace(reason), what);
    }

    [Fact]
    public async Task A_flag_can_be_off_for_one_agency_or_on_for_one_application()
    {
        const string NotBpkp = "{\"name\": \"Microsoft.Targeting\", \"parameters\": {\"Audience\": "
            + "{\"DefaultRolloutPercentage\": 100, \"Exclusion\": {\"Groups\": [\"bpkp\"]}}}}";
        const string OnlyOne = "{\"name\": \"Microsoft.Targeting\", \"parameters\": {\"Audience\": "
            + "{\"DefaultRolloutPercentage\": 0, \"Users\": [\"kemensos.siks-ng\"]}}}";
        var flags = Read(
            File([Flag(Features[0], "true", NotBpkp), Flag(Features[1], "true", OnlyOne),
                .. Features.Skip(2).Select(id => Flag(id, "false"))]),
            out _);

        Assert.NotNull(flags);
        Assert.False(await flags.IsEnabledAsync(Features[0], "bpkp", "bpkp.pengawasan"));
        Assert.True(await flags.IsEnabledAsync(Features[0], "kemensos", "kemensos.siks-ng"));
        Assert.True(await flags.IsEnabledAsync(Features[1], "kemensos", "kemensos.siks-ng"));
        Assert.False(await flags.IsEnabledAsync(Features[1], "kemensos", "kemensos.pusdatin"));
        Assert.False(await flags.IsEnabledAsync(Features[2], "kemensos", "kemensos.siks-ng"));
    }

    [Fact]
    public async Task What_no_file_names_is_off() =>
        Assert.False(await FeatureFlags.Off.IsEnabledAsync(Features[0], "kemensos", "kemensos.siks-ng"));

    private static FeatureFlags? Read(string json, out string? reason) => FeatureFlags.TryParse(Encoding.UTF8.GetBytes(json), out reason);

    private static string Flag(string id, string enabled, string? filter = null) =>
        $"{{\"id\": \"{id}\", \"enabled\": {enabled}, \"conditions\": {{\"client_filters\": [{filter}]}}}}";

    private static string File(params IEnumerable<string> flags) =>
        $"{{\"feature_management\": {{\"feature_flags\": [{string.Join(',', flags)}]}}}}";
}
