using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Type.V1;

namespace Dtsen.Exchange.Server.Tests.Desil;

/// <summary>What lookups should say, in the plainest code: lists that are walked from end to end.</summary>
internal sealed class DesilModel(Random random)
{
    private const int People = 14;
    private const int Families = 6;

    private static readonly string[] Places =
        [SampleFamilies.KabupatenBandung, "3204372001", SampleFamilies.KotaBandung, SampleFamilies.Surabaya];

    private static readonly string[] Names = ["Budi", "Siti Aminah", "Agus", "Dewi"];

    /// <summary>Who asks: the wilayah it covers, whether a proof is required, and whether it belongs to the first.</summary>
    public static Caller[] Callers { get; } =
    [
        new(DesilNode.Pbi, "", true, false, [("dtsen-purpose", "pbi-jk")]),
        new(DesilNode.Pusdatin, "", false, true, [("dtsen-purpose", "monev")]),
        new(DesilNode.Kabupaten, "3204", true, false, [("dtsen-purpose", "perencanaan")]),
        new(
            DesilNode.SiksNg, "320405", true, true,
            [("dtsen-purpose", "pemutakhiran"), ("dtsen-end-user", "operator-desa:7"), ("dtsen-acting-for", "wilayah:320405")]),
    ];

    /// <summary>The releases, oldest first.</summary>
    public List<Release> Releases { get; } = [];

    /// <summary>The nation some months later.</summary>
    public Release Next(string name)
    {
        var families = new List<Family>();
        var members = Enumerable.Range(1, People).Where(_ => random.Next(8) > 0).ToLookup(_ => random.Next(Families));
        for (var family = 0; family < Families; family++)
        {
            if (!members[family].Any())
            {
                continue;
            }

            var desil = (uint)random.Next(11);
            families.Add(SampleFamilies.Of(
                KkOf(family, random.Next(2)), Places[random.Next(Places.Length)], (desil, desil, desil),
                [.. members[family].Select(person => SampleFamilies.Person(
                    NikOf(person), Names[person % Names.Length], random.Next(7) == 0 ? NikStatus.Meninggal : NikStatus.Aktif))]));
        }

        var release = new Release(name, families, random.Next(3) > 0 || Releases.Count == 0);
        Releases.Add(release);
        return release;
    }

    /// <summary>Retires as the exchange does: each audience keeps what it reads and so many behind it.</summary>
    public void Retire(int kept)
    {
        var effective = Releases.Where(release => !release.IsRolledBack).Reverse().ToList();
        var whole = effective.Take(kept + 1).Concat(effective.Where(release => release.ForAll).Take(kept + 1)).ToHashSet();
        foreach (var release in Releases.Where(release => !whole.Contains(release)))
        {
            release.IsRetired = true;
        }
    }

    /// <summary>A query such as the caller might make, right or wrong.</summary>
    public DesilQuery Query(Caller caller)
    {
        var person = random.Next(1, People + 2);
        return random.Next(caller.NeedsProof ? 2 : 3) switch
        {
            0 => GetDesilTests.ByNik(NikOf(person), Names[random.Next(3) == 0 ? random.Next(Names.Length) : person % Names.Length]),
            1 => GetDesilTests.ByNik(NikOf(person), kk: SomeKkOf(person)),
            _ => GetDesilTests.ByNik(NikOf(person)),
        };
    }

    /// <summary>Why a release cannot be asked; null where it can.</summary>
    public string? Refusal(Caller caller, string asOf) =>
        asOf.Length == 0 ? (Current(caller) is null ? "NO_RELEASE" : null)
        : Visible(caller).FirstOrDefault(release => release.Name == asOf) is not { } found ? "NO_RELEASE"
        : found.IsRolledBack ? "RELEASE_WITHDRAWN" : null;

    /// <summary>What a lookup says.</summary>
    public string Answer(Caller caller, DesilQuery query, string asOf)
    {
        var release = asOf.Length == 0 ? Current(caller)! : Releases.Single(one => one.Name == asOf);
        var isFound = release.IsRetired ? Sees(caller, release, query) && IsProven(caller, query) : Gets(caller, release, query);
        return isFound ? Words(release, query) : "NotFound 0";
    }

    /// <summary>What the history says.</summary>
    public IEnumerable<(string Release, string Answer, bool Retired, bool RolledBack)> History(Caller caller, DesilQuery query) =>
        Visible(caller).Reverse()
            .Where(release => Sees(caller, release, query) && IsProven(caller, query))
            .Select(release => (release.Name, Words(release, query), release.IsRetired, release.IsRolledBack));

    private Release? Current(Caller caller) => Visible(caller).LastOrDefault(release => !release.IsRolledBack && !release.IsRetired);

    private IEnumerable<Release> Visible(Caller caller) => Releases.Where(release => release.ForAll || caller.IsFirst);

    private bool IsProven(Caller caller, DesilQuery query) => query.ProofCase == DesilQuery.ProofOneofCase.None
        || Visible(caller).Any(release => !release.IsRolledBack && !release.IsRetired && Gets(caller, release, query));

    private static bool Gets(Caller caller, Release release, DesilQuery query)
    {
        foreach (var family in release.Families)
        {
            foreach (var member in family.Members.Where(member => member.NomorIndukKependudukan == query.Nik))
            {
                return family.KodeKelurahanDesa.StartsWith(caller.Wilayah, StringComparison.Ordinal)
                    && (query.ProofCase != DesilQuery.ProofOneofCase.Name || member.Nama == query.Name)
                    && (query.ProofCase != DesilQuery.ProofOneofCase.ProofFamilyNumber
                        || family.NomorKartuKeluarga == query.ProofFamilyNumber);
            }
        }

        return false;
    }

    /// <summary>Whether the domicile of then concerns the caller; of a retired release the kabupaten alone is known.</summary>
    private static bool Sees(Caller caller, Release release, DesilQuery query) =>
        Gets(caller, release, new DesilQuery { Nik = query.Nik }) && (!release.IsRetired || caller.Wilayah.Length <= 4);

    private static string Words(Release release, DesilQuery query)
    {
        var family = release.Families.Single(one => one.Members.Any(member => member.NomorIndukKependudukan == query.Nik));
        var member = family.Members.Single(one => one.NomorIndukKependudukan == query.Nik);
        return member.StatusNik == NikStatus.Meninggal ? "Meninggal 0"
            : family.DesilNasional == 0 ? "BelumAdaDesil 0"
            : $"Ranked {family.DesilNasional}";
    }

    private string SomeKkOf(int person)
    {
        var release = Releases[random.Next(Releases.Count)];
        var family = release.Families.FirstOrDefault(one => one.Members.Any(member => member.NomorIndukKependudukan == NikOf(person)));
        return family is not null && random.Next(5) > 0 ? family.NomorKartuKeluarga : KkOf(random.Next(Families), random.Next(2));
    }

    private static string NikOf(int person) => $"320405010180{person:D4}";

    private static string KkOf(int family, int issue) => $"32040501012{issue}{family + 1:D4}";

    /// <summary>Who asks.</summary>
    public sealed record Caller(string Application, string Wilayah, bool NeedsProof, bool IsFirst, (string, string)[] Headers);

    /// <summary>A release of the model.</summary>
    public sealed class Release(string name, List<Family> families, bool forAll)
    {
        public string Name => name;

        public List<Family> Families => families;

        public bool ForAll => forAll;

        public bool IsRolledBack { get; set; }

        public bool IsRetired { get; set; }
    }
}
