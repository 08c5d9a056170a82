using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Matching;
using Dtsen.Exchange.Domain.Names;
using Dtsen.Exchange.Domain.Population;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Register;
using Dtsen.Exchange.Register.Current;
using Dtsen.Exchange.Register.Releases;
using Dtsen.Exchange.Server.Gate;
using Dtsen.Exchange.Server.Matching;
using Candidates = Dtsen.Exchange.Domain.Partners.CandidateRule;
using NikStatus = Dtsen.Exchange.Domain.NikStatus;
using Outcome = Dtsen.Exchange.Contracts.Matching.V1.MatchOutcome;

namespace Dtsen.Exchange.Server.Tests.Matching;

/// <summary>A search without a NIK finds whom a scan of everybody finds, in a release and with what was reported since.</summary>
public class BirthSearchTests
{
    private const int PeopleCount = 600;
    private const int Queries = 3_000;

    private static readonly string[] Desa = ["3204052001", "3204122002", "3273011001", "3578011001"];
    private static readonly string[] Wilayah = ["3204", "320405", "3204122002", "3273", "3578", "357801"];
    private static readonly DateOnly[] Days = [new(1985, 5, 5), new(1985, 5, 6), new(2000, 2, 29), new(1985, 11, 5)];

    private static readonly string[] Names =
    [
        "Siti Aminah", "SITI AMINAH", "Hj. Siti Aminah", "Siti Aisyah", "Ahmad Fauzi", "Ahmad Fauzan", "Achmad Fauzi", "Budi Santoso",
        "Budi Santosa", "Made Ayu Lestari", "Ni Made Ayu Lestari", "Slamet",
    ];

    private readonly Random _random = new(20_261_126);
    private readonly Dictionary<string, Somebody> _people = [];

    [Fact(Timeout = 180_000)]
    public async Task Whom_a_scan_finds_is_found_and_nobody_else()
    {
        await using var node = await RunningNode.StartAsync();
        var id = await node.PublishAsync("2026-T3.v1", Families());
        using var release = SealedRelease.Open(
            Path.Combine(node.DataFolder, "releases", id, "release"), ReleaseKeys.Load(node.ReleaseKeysFolder));
        var events = new ReportedEvents(release.People, release.Families, release.MembersOf);

        var before = Compare(new PopulationView(release.People, release.Families));
        events.Apply(1, [.. Enumerable.Range(0, 200).Select(Change)]);
        using var reading = events.Read();
        var after = Compare(new PopulationView(release.People, release.Families, reading));

        Assert.True(before > Queries / 10 && after > Queries / 10, $"{before} and {after} found somebody");
    }

    /// <summary>How many of the searches found somebody.</summary>
    private int Compare(PopulationView view)
    {
        var found = 0;
        for (var query = 0; query < Queries; query++)
        {
            var (name, born, wilayah, sex) = (Any(Names), Any(Days), Code(Any(Wilayah)), (Sex)Math.Max(0, _random.Next(-4, 3)));
            var (threshold, covered) = (80 + (10 * _random.Next(3)), _random.Next(4) == 0 ? "32" : null);
            var expected = _people.Values.Count(person =>
                person.Born == born && person.Status == NikStatus.Active
                && wilayah.Contains(Code(person.Family.Desa)) && (covered is null || Code(covered).Contains(Code(person.Family.Desa)))
                && (sex == Sex.Unknown || sex == person.Sex)
                && MatchRules.Told(NameComparison.Compare(person.Name, name).Score) >= Math.Max(threshold, NameMatch.DefaultThreshold));
            var terms = new MatchTerms(
                threshold, WilayahLimit.Of(covered is null ? null : [covered]), null, true, Candidates.Counts, 1, 5);
            var tally = new Tally();

            var answer = new BirthSearch(view, terms, new MatchTries(TimeProvider.System, 2).Today(), tally)
                .Answer(new GivenRecord(null, GivenName.Of(name), null, born, sex, wilayah))
                .ToAnswer();

            Assert.Equal((uint)expected, answer.Candidates?.Count ?? 0);
            Assert.Equal(expected > 0 ? Outcome.KandidatDitemukan : Outcome.KandidatTidakDitemukan, answer.Outcome);
            Assert.Equal((expected, expected + 1), (tally.Subjects.Length, tally.Missed));
            found += expected > 0 ? 1 : 0;
        }

        return found;
    }

    private Contracts.Type.V1.Family[] Families()
    {
        var families = new List<Contracts.Type.V1.Family>();
        for (var number = 1; number <= PeopleCount / 3; number++)
        {
            var household = new Household($"320405010120{number:D4}", Any(Desa));
            var members = Enumerable.Range(0, 3).Select(_ => Person(household)).ToArray();
            families.Add(SampleFamilies.Of(household.Number, household.Desa, (1, 2, 3), members));
        }

        return [.. families.OrderBy(family => family.KodeKabupatenKota).ThenBy(family => family.NomorKartuKeluarga)];
    }

    // Most have a NIK that says where they live and when they were born.
    private Member Person(Household family)
    {
        var (born, sex) = (Any(Days), (Sex)_random.Next(1, 3));
        var said = _random.Next(5) == 0 ? Any(Days) : born;
        var region = (_random.Next(5) == 0 ? Any(Desa) : family.Desa)[..6];
        string nik;
        do
        {
            nik = $"{region}{said.Day + (sex == Sex.Female ? 40 : 0):D2}{said.Month:D2}{said.Year % 100:D2}{_random.Next(1, 9_999):D4}";
        }
        while (_people.ContainsKey(nik));
        var status = _random.Next(8) == 0 ? NikStatus.Deceased : NikStatus.Active;
        var person = _people[nik] = new Somebody(family, Any(Names), born, sex, status);
        var member = SampleFamilies.Person(nik, person.Name, (Contracts.Type.V1.NikStatus)status);
        (member.TanggalLahir, member.JenisKelamin) = (born.ToDate(), (uint)sex);
        return member;
    }

    private LifeEvent Change(int number)
    {
        var (nik, person) = _people.ElementAt(_random.Next(_people.Count));
        Assert.True(Nik.TryParse(nik, out var parsed));
        // Each on a day of its own: the last one counts.
        EventOrder On(LifeEventKind kind) => EventOrder.Of(new DateOnly(2026, 1, 1).AddDays(number), kind, $"{number}");
        switch (_random.Next(4))
        {
            case 0:
                person.Born = Any(Days);
                return LifeEvent.Correction(On(LifeEventKind.Correction), parsed, new Domain.Population.Identity(null, person.Born, null));
            case 1:
                person.Name = Any(Names);
                return LifeEvent.Correction(On(LifeEventKind.Correction), parsed, new Domain.Population.Identity(person.Name, null, null));
            case 2:
                person.Status = NikStatus.Deceased;
                return LifeEvent.Death(On(LifeEventKind.Death), parsed);
            default:
                person.Family.Desa = Any(Desa);
                Assert.True(FamilyNumber.TryParse(person.Family.Number, out var family));
                return LifeEvent.Move(On(LifeEventKind.Move), family, Code(person.Family.Desa).Number);
        }
    }

    private T Any<T>(T[] values) => values[_random.Next(values.Length)];

    private static WilayahCode Code(string digits) => WilayahCode.TryParse(digits, out var code) ? code : default;

    private sealed class Household(string number, string desa)
    {
        public string Number => number;

        public string Desa { get; set; } = desa;
    }

    private sealed class Somebody(Household family, string name, DateOnly born, Sex sex, NikStatus status)
    {
        public Household Family => family;

        public string Name { get; set; } = name;

        public DateOnly Born { get; set; } = born;

        public Sex Sex => sex;

        public NikStatus Status { get; set; } = status;
    }
}
