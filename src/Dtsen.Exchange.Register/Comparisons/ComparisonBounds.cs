using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dtsen.Exchange.Register.Comparisons;

/// <summary>
/// How much a release may differ from the one that it replaces without anybody saying why. Shares, 0 to 1; what a file leaves out has the
/// value here.
/// </summary>
public sealed record ComparisonBounds
{
    private static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Families with a desil in both, that moved by 4 or more.</summary>
    public double MovedFarShare { get; init; } = 0.05;

    /// <summary>Families more or fewer in the nation, of those before.</summary>
    public double FamiliesChangeShare { get; init; } = 0.03;

    /// <summary>The same in any kabupaten or kota.</summary>
    public double KabupatenChangeShare { get; init; } = 0.1;

    /// <summary>Families without a desil, of all.</summary>
    public double UnrankedShare { get; init; } = 0.05;

    /// <summary>Families that are new, of all.</summary>
    public double NewShare { get; init; } = 0.05;

    /// <summary>Families that are gone, of those before.</summary>
    public double GoneShare { get; init; } = 0.05;

    /// <summary>Reads a file such as <c>release-bounds.json</c>; where there is none, the values here hold.</summary>
    /// <exception cref="InvalidDataException">The file cannot be understood; the message names it and says why.</exception>
    public static ComparisonBounds Load(string path)
    {
        if (!File.Exists(path))
        {
            return new ComparisonBounds();
        }

        try
        {
            var bounds = JsonSerializer.Deserialize<ComparisonBounds>(File.ReadAllText(path), Form)!;
            return bounds.All().FirstOrDefault(bound => !(bound.Limit >= 0)).Name is { } wrong
                ? throw new InvalidDataException($"{Path.GetFileName(path)}: {wrong} is a share, 0 or more.")
                : bounds;
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{Path.GetFileName(path)}: {fault.Message}");
        }
    }

    /// <summary>What lies outside, in order of bound and kabupaten. Of a first release, with nothing before it, desil alone can.</summary>
    public IReadOnlyList<Excess> ExcessOf(ReleaseDifference difference)
    {
        ArgumentNullException.ThrowIfNull(difference);
        var found = new List<Excess>();
        Add("unranked_share", UnrankedShare, difference.FamiliesByDesil[0], difference.Families);
        if (difference.BaseFamilies > 0)
        {
            Add("moved_far_share", MovedFarShare, difference.MovedFar, difference.RankedInBoth);
            Add("new_share", NewShare, difference.NewFamilies, difference.Families);
            Add("gone_share", GoneShare, difference.GoneFamilies, difference.BaseFamilies);
            Add("families_change_share", FamiliesChangeShare, difference.Families - difference.BaseFamilies, difference.BaseFamilies);
            foreach (var (code, kabupaten) in difference.Kabupaten)
            {
                Add(
                    "kabupaten_change_share", KabupatenChangeShare, kabupaten.Families - kabupaten.BaseFamilies, kabupaten.BaseFamilies,
                    code);
            }
        }

        return found;

        void Add(string bound, double limit, long part, long whole, int? kabupaten = null)
        {
            // Something where there was nothing is more than any share.
            var value = part == 0 ? 0 : Math.Abs(part) / (double)Math.Max(whole, 1);
            if (value > limit)
            {
                found.Add(new Excess(bound, kabupaten, value, limit));
            }
        }
    }

    private IEnumerable<(string Name, double Limit)> All() =>
    [
        ("moved_far_share", MovedFarShare), ("families_change_share", FamiliesChangeShare),
        ("kabupaten_change_share", KabupatenChangeShare), ("unranked_share", UnrankedShare), ("new_share", NewShare),
        ("gone_share", GoneShare),
    ];
}
