using Dtsen.Exchange.Domain.Variables;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Register.Releases;

namespace Dtsen.Exchange.Register.Tests.Releases;

/// <summary>The catalogue and the regions that come with the project, read once.</summary>
internal static class Config
{
    private static readonly Lazy<SealingRules> Loaded = new(() =>
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(folder.FullName, "config", "wilayah")))
        {
            folder = folder.Parent!;
        }

        var config = Path.Combine(folder.FullName, "config");
        return new SealingRules(
            VariableCatalogue.Load(Path.Combine(config, "variables.v1.json")),
            WilayahTable.Load(Path.Combine(config, "wilayah")),
            new DateOnly(2026, 9, 30));
    });

    public static SealingRules Rules => Loaded.Value;

    public static WilayahCode Kabupaten(string code)
    {
        Assert.True(WilayahCode.TryParse(code, out var kabupaten));
        Assert.True(Rules.Wilayah.Contains(kabupaten));
        return kabupaten;
    }
}
