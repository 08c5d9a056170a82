using Dtsen.Exchange.Contracts.Population.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Server.State;
using Microsoft.Extensions.DependencyInjection;

namespace Dtsen.Exchange.Server.Tests.Population;

/// <summary>
/// A few people and KK, of whom nobody knows some at first, and events among them by chance: in two worlds of three hardly one that does not
/// concern another. Worlds of other numbers share nobody.
/// </summary>
internal sealed class SmallWorld(int number, Random random)
{
    private const int People = 60;
    private const int Kk = 60;

    // Events are about so many of each.
    private readonly int _reach = number % 3 == 0 ? People : 8;
    private readonly List<LifeEvent> _reported = [];

    /// <summary>Those who were ranked: every third KK, two people each.</summary>
    public IEnumerable<Family> Families() => Enumerable.Range(0, Kk / 3).Select(i => 3 * i).Select(family => SampleFamilies.Of(
        KkOf(family), SampleFamilies.KabupatenBandung, (2, 3, 4),
        SampleFamilies.Person(NikOf(family), "Budi"), SampleFamilies.Person(NikOf(family + 1), "Siti")));

    /// <summary>A page of events, some of which were reported before.</summary>
    public ReportEventsRequest Page(int page) => new()
    {
        Page = page,
        DryRun = random.Next(10) == 0,
        Events = { Enumerable.Range(0, random.Next(1, 4)).Select(_ => Next()) },
    };

    /// <summary>So many events, some of which are there twice.</summary>
    public IEnumerable<LifeEvent> Some(int count) => Enumerable.Range(0, count).Select(_ => Next());

    /// <summary>How all of them stand at a node.</summary>
    public IReadOnlyList<string> StandingAt(RunningNode node)
    {
        var release = node.Services.GetRequiredService<NodeStateSource>().Current.Releases.NewestFirst[0];
        Assert.True(release.Files.TryLeaseCurrent(out var lease));
        using (lease)
        {
            var stands = new List<string>();
            for (var i = 0; i < People; i++)
            {
                Assert.True(Domain.Nik.TryParse(NikOf(i), out var nik));
                var isKnown = lease.Population.TryFindOrNearest(nik, out var person);
                stands.Add(isKnown ? $"{i}: {person.FamilyNumber} {person.Desa} {person.Desil} {person.Status} {person.BirthDate}" : $"{i}");
            }

            for (var i = 0; i < Kk; i++)
            {
                Assert.True(Domain.FamilyNumber.TryParse(KkOf(i), out var kk));
                var isKnown = lease.Population.TryFindOrNearest(kk, out var family);
                stands.Add($"{lease.Population.StandingOf(kk)} {(isKnown ? $"{family.Desa} {family.Desil} {family.IsClosed}" : "")}");
            }

            return stands;
        }
    }

    private LifeEvent Next()
    {
        if (_reported.Count > 0 && random.Next(8) == 0)
        {
            return _reported[random.Next(_reported.Count)];
        }

        var next = (random.Next(10) switch
        {
            0 => Events.Birth(Nik(), "Bunga", Family()),
            1 => Events.Arrives(Nik(), "Joko", Family(), Desa()),
            2 => Events.Marry(Nik(), Nik(), Family(), Desa(), Nik()),
            3 => Events.Moves(Nik(), Family(), Desa()),
            4 => Events.FamilyMoves(Family(), SampleFamilies.KotaBandung),
            5 => Events.NewCard(Family(), Family(), desa: Desa()),
            6 => Events.NewCard(Family(), Family(), AlasanPergantianKk.Pisah, SampleFamilies.KotaBandung, Nik()),
            7 => Events.Nik(Nik(), random.Next(2) == 0 ? NikStatus.Aktif : NikStatus.TidakAktif),
            8 => Events.Correct(Nik(), "Hendra"),
            _ => Events.Death(Nik()),
        }).On(random.Next(1, 6));
        if (_reported.Count > 0 && random.Next(12) == 0)
        {
            next.EventId = _reported[random.Next(_reported.Count)].EventId;
        }

        _reported.Add(next);
        return next;
    }

    private string Nik() => NikOf(random.Next(_reach));

    private string Family() => KkOf(random.Next(_reach));

    private string Desa() => random.Next(2) == 0 ? "" : SampleFamilies.KotaBandung;

    private string NikOf(int person) => $"320405010180{(number * People) + person + 1:D4}";

    private string KkOf(int family) => $"320405010120{(number * Kk) + family + 1:D4}";
}
