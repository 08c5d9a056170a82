using System.Text;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Population;
using Dtsen.Exchange.Register.Current;
using FsCheck.Xunit;

namespace Dtsen.Exchange.Register.Tests.Current;

public sealed class ReportedEventsTests
{
    private const int Ranked = 5;
    private const int People = 16;
    private const int Kk = 12;

    /// <summary>The first is that of the NIKs.</summary>
    private static readonly ulong[] Kabupaten = [3204, 3273, 3578];

    [Property(MaxTest = 150)]
    public void Any_order_and_any_paging_end_in_the_state_of_the_naive_model(FsCheck.DoNotSize<int> seed, byte count)
    {
        var random = new Random(seed.Item);
        using var release = Release(random);
        var events = Enumerable.Range(0, count % 60).Select(i => Event(random, i)).ToList();
        var model = new NaivePopulation(release, events);
        for (var round = 0; round < 3; round++)
        {
            var reported = new ReportedEvents(release.People, release.Families, release.MembersOf);
            random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(events));
            var seq = 0L;
            for (var start = 0; start < events.Count;)
            {
                var page = events.GetRange(start, Math.Min(random.Next(1, 9), events.Count - start));
                reported.Apply(++seq, page);
                start += page.Count;
            }

            // Both sides: the next entry shows the other.
            AssertIs(model, release, reported, seq);
            reported.Apply(seq + 1, []);
            AssertIs(model, release, reported, seq + 1);
        }
    }

    [Property(MaxTest = 150)]
    public void Events_that_are_applied_again_after_a_fault_end_in_the_state_of_the_naive_model(FsCheck.DoNotSize<int> seed)
    {
        var random = new Random(seed.Item);
        using var release = Release(random);
        var events = Enumerable.Range(0, random.Next(60)).Select(i => Event(random, i)).ToList();
        var reported = new ReportedEvents(
            release.People, release.Families,
            family => random.Next(2) == 0 ? throw new IOException("The disk failed.") : release.MembersOf(family));
        var seq = 0L;
        foreach (var page in events.Chunk(4))
        {
            seq++;
            while (Record.Exception(() => reported.Apply(seq, page)) is IOException)
            {
            }
        }

        AssertIs(new NaivePopulation(release, events), release, reported, seq);
    }

    [Fact]
    public void A_chain_reported_backwards_is_followed_to_its_end_however_long()
    {
        const int length = 100_000;
        using var release = SmallRelease.Of([(Chain(0), Numbers.Desa, 3)], (Numbers.Person(1), new SmallPerson(Chain(0))));
        var reported = new ReportedEvents(release.People, release.Families, release.MembersOf);
        var events = Enumerable.Range(1, length).Reverse().Select(i => LifeEvent.CardChange(
            EventOrder.Of(new DateOnly(1900, 1, 1).AddDays(i / 2), i % 2 == 0 ? LifeEventKind.Birth : LifeEventKind.Death, $"{i}"),
            Numbers.Family(Chain(i - 1)), Numbers.Family(Chain(i)), 0)).ToList();
        reported.Apply(1, events);
        using var reading = reported.Read();
        var view = new PopulationView(release.People, release.Families, reading);
        Assert.True(view.TryFindOrNearest(Numbers.Nik(Numbers.Person(1)), out var person));
        Assert.Equal((Chain(length), 3), (person.FamilyNumber, person.Desil.Nasional!.Value.Value));

        static ulong Chain(int i) => 3204010101200001ul + ((ulong)(i / 9_000) * 10_000_000_000) + (ulong)(i % 9_000);
    }

    [Fact]
    public void Who_is_left_behind_by_a_KK_that_was_formed_from_another_is_found_where_they_live()
    {
        using var release = SmallRelease.Of(
            [(Numbers.Kk(1), Numbers.Desa, 1), (Numbers.Kk(2), Numbers.Desa, 2)], (Numbers.Person(1), new SmallPerson(Numbers.Kk(1))));
        var reported = new ReportedEvents(release.People, release.Families, release.MembersOf);
        var (first, second, third) = (Numbers.Family(Numbers.Kk(1)), Numbers.Family(Numbers.Kk(2)), Numbers.Family(Numbers.Kk(3)));
        reported.Apply(1, [LifeEvent.CardChange(On(3, LifeEventKind.CardChange), first, third, 3578052001)]);
        reported.Apply(2, [LifeEvent.Move(On(1, LifeEventKind.Move), first, 3273052001)]);
        using (var reading = reported.Read())
        {
            Assert.Equal([1, 0], FoundIn(reading));
        }

        // The third was formed from the second, as is reported late.
        reported.Apply(3, [LifeEvent.CardChange(On(2, LifeEventKind.CardChange), second, third, 3578052001)]);

        using var now = reported.Read();
        Assert.Equal([0, 1], FoundIn(now));

        static EventOrder On(int day, LifeEventKind kind) => EventOrder.Of(EventOrder.FirstDay.AddDays(day), kind, $"{day}");

        int[] FoundIn(EventReading reading)
        {
            var view = new PopulationView(release.People, release.Families, reading);
            return [Count(view, 3578), Count(view, 3273)];
        }

        static int Count(PopulationView view, ulong kabupaten)
        {
            Span<Nik> niks = stackalloc Nik[4];
            var count = 0;
            foreach (var nik in niks[..view.BornOn(kabupaten, new DateOnly(1980, 1, 1), niks)])
            {
                view.TryFindOrNearest(nik, out var person);
                count += person.Desa / 1_000_000 == kabupaten ? 1 : 0;
            }

            return count;
        }
    }

    [Fact]
    public void Who_is_corrected_while_away_is_found_where_their_family_was_ranked_when_it_is_back()
    {
        using var release = SmallRelease.Of([(Numbers.Kk(1), Numbers.Desa, 1)], (Numbers.Person(1), new SmallPerson(Numbers.Kk(1))));
        var reported = new ReportedEvents(release.People, release.Families, release.MembersOf);
        var (nik, family, born) = (Numbers.Nik(Numbers.Person(1)), Numbers.Family(Numbers.Kk(1)), new DateOnly(1990, 2, 3));
        reported.Apply(1, [LifeEvent.Move(On(1, LifeEventKind.Move), family, 3273052001)]);
        reported.Apply(2, [LifeEvent.Correction(On(2, LifeEventKind.Correction), nik, new Identity(null, born, null))]);
        reported.Apply(3, [LifeEvent.Move(On(3, LifeEventKind.Move), family, Numbers.Desa)]);

        using var reading = reported.Read();
        Span<Nik> niks = stackalloc Nik[2];
        Assert.Equal([nik], niks[..new PopulationView(release.People, release.Families, reading).BornOn(3204, born, niks)].ToArray());

        static EventOrder On(int day, LifeEventKind kind) => EventOrder.Of(EventOrder.FirstDay.AddDays(day), kind, $"{day}");
    }

    [Fact]
    public async Task Readers_find_what_they_hold_unchanged_while_events_come_in()
    {
        using var release = SmallRelease.Of(
            [(Numbers.Kk(1), Numbers.Desa, 1), (Numbers.Kk(2), Numbers.Desa, 2)],
            (Numbers.Person(1), new SmallPerson(Numbers.Kk(1))), (Numbers.Person(2), new SmallPerson(Numbers.Kk(1))));
        var reported = new ReportedEvents(release.People, release.Families, release.MembersOf);
        using var ended = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            var last = 0L;
            while (!ended.IsCancellationRequested)
            {
                using var reading = reported.Read();
                var view = new PopulationView(release.People, release.Families, reading);
                view.TryFindOrNearest(Numbers.Nik(Numbers.Person(1)), out var first);
                Thread.Yield();
                view.TryFindOrNearest(Numbers.Nik(Numbers.Person(2)), out var second);

                // Both move in one page, on odd entries to the one and on even ones to the other.
                Assert.Equal(first.FamilyNumber, second.FamilyNumber);
                Assert.Equal(Numbers.Kk(reading.Seq % 2 == 0 ? 1 : 2), first.FamilyNumber);
                Assert.True(reading.Seq >= last);
                last = reading.Seq;
            }
        })).ToList();
        for (var seq = 1; seq <= 2_000; seq++)
        {
            var to = new Destination(Numbers.Family(Numbers.Kk(seq % 2 == 0 ? 1 : 2)), 0);
            reported.Apply(seq, [Move(seq, 1, to), Move(seq, 2, to)]);
        }

        await ended.CancelAsync();
        await Task.WhenAll(readers);

        static LifeEvent Move(int seq, int person, Destination to) => LifeEvent.Move(
            EventOrder.Of(EventOrder.FirstDay.AddDays(seq), LifeEventKind.Move, $"{seq}-{person}"), [Numbers.Nik(Numbers.Person(person))], to);
    }

    [Fact]
    public void A_person_who_changed_costs_less_than_two_hundred_bytes()
    {
        const int families = 1_000;
        const int people = 3 * families;
        using var release = SmallRelease.Of(
            Enumerable.Range(1, families).Select(i => (Numbers.Kk(i), Numbers.Desa, 1)),
            [.. Enumerable.Range(1, people).Select(i => (Numbers.Person(i), new SmallPerson(Numbers.Kk(1 + (i % families)))))]);
        var reported = new ReportedEvents(release.People, release.Families, release.MembersOf);
        reported.Apply(1, [.. Enumerable.Range(1, people).Select(i => LifeEvent.Death(
            EventOrder.Of(EventOrder.FirstDay, LifeEventKind.Death, $"{i}"), Numbers.Nik(Numbers.Person(i))))]);
        Assert.Equal(people, reported.People);
        Assert.InRange(reported.Bytes / people, 80, 200);
    }

    private static void AssertIs(NaivePopulation model, SmallRelease release, ReportedEvents reported, long seq)
    {
        using var reading = reported.Read();
        var view = new PopulationView(release.People, release.Families, reading);
        Assert.Equal(seq, reading.Seq);
        for (var i = 1; i <= People; i++)
        {
            var expected = model.Person(Numbers.Person(i));
            Assert.Equal(expected is not null, view.TryFindOrNearest(Numbers.Nik(Numbers.Person(i)), out var person));
            if (expected is not null)
            {
                Assert.True(view.MayBeHeld(Numbers.Nik(Numbers.Person(i))));
                Assert.Equal((expected.Family, expected.Desa, expected.Desil), (person.FamilyNumber, person.Desa, person.Desil));
                Assert.Equal(
                    (expected.Origin, expected.Status, expected.BirthDate, expected.Sex),
                    (person.Origin.FamilyNumber, person.Status, person.BirthDate, person.Sex));
                Assert.Equal(100, person.CompareName(Encoding.UTF8.GetString(expected.Name)).Score);
                Assert.NotEqual(100, person.CompareName("SUPARMAN").Score);
            }
        }

        AssertBornOn(model, view);
        for (var i = 1; i <= Kk; i++)
        {
            var number = Numbers.Kk(i);
            var expected = model.Family(number);
            Assert.Equal(expected is not null, view.TryFindOrNearest(Numbers.Family(number), out var family));
            Assert.Equal(
                !model.IsKnown(number) ? FamilyStanding.Unknown
                    : model.LastOf(number) != number ? FamilyStanding.Replaced : FamilyStanding.Current,
                view.StandingOf(Numbers.Family(number)));
            if (expected is not null)
            {
                Assert.Equal(
                    expected.Value, (family.Desa, family.Desil, family.Origin.FamilyNumber, family.IsClosed));
            }
        }
    }

    /// <summary>Everybody is found where they live and by the day on which they were born, each once.</summary>
    private static void AssertBornOn(NaivePopulation model, PopulationView view)
    {
        var people = Enumerable.Range(1, People).Select(Numbers.Person)
            .Select(nik => (Nik: nik, Person: model.Person(nik))).Where(pair => pair.Person is not null)
            .ToLookup(pair => (pair.Person!.Desa / 1_000_000, pair.Person.BirthDate), pair => pair.Nik);
        var days = people.Select(group => group.Key.BirthDate).Append(new DateOnly(1980, 1, 1)).Distinct();
        Span<Nik> niks = stackalloc Nik[People + 1];
        foreach (var day in days)
        {
            foreach (var kabupaten in Kabupaten)
            {
                var found = new List<ulong>();
                foreach (var nik in niks[..view.BornOn(kabupaten, day, niks)])
                {
                    Assert.True(view.TryFindOrNearest(nik, out var person));
                    if (person.Desa / 1_000_000 == kabupaten && person.BirthDate == day)
                    {
                        found.Add(nik.RevealNumber());
                    }
                }

                Assert.Equal(people[(kabupaten, day)].Order(), found.Order());
            }
        }
    }

    private static SmallRelease Release(Random random) => SmallRelease.Of(
        Enumerable.Range(1, Ranked).Select(i => (Numbers.Kk(i), DesaIn(random) + (ulong)i, i - 1)),
        [
            .. Enumerable.Range(1, 10).Select(i => (
                Numbers.Person(i),
                new SmallPerson(Numbers.Kk(random.Next(1, Ranked + 1)), $"ORANG {i}", (NikStatus)random.Next(1, 5))
                {
                    BirthDate = new DateOnly(random.Next(3) == 0 ? 1990 : 1980, 1, 1 + (random.Next(3) / 2)),
                })),
        ]);

    private static ulong DesaIn(Random random) => (Kabupaten[random.Next(Kabupaten.Length)] * 1_000_000) + 52_001;

    private static LifeEvent Event(Random random, int id)
    {
        var kind = (LifeEventKind)random.Next(1, 10);
        var order = EventOrder.Of(new DateOnly(2026, 7, 1).AddDays(random.Next(6)), kind, $"{id}");
        return kind switch
        {
            LifeEventKind.Birth => LifeEvent.Birth(order, Nik(), Who(), Family()),
            LifeEventKind.Arrival => LifeEvent.Arrival(order, [(Nik(), Who())], To()),
            LifeEventKind.Marriage => LifeEvent.Marriage(order, [Nik(), Nik()], [Nik()], To()),
            LifeEventKind.Divorce => random.Next(2) == 0
                ? LifeEvent.Divorce(order, [Nik(), Nik()], [], null) : LifeEvent.Divorce(order, [Nik(), Nik()], [Nik()], To()),
            LifeEventKind.Move => random.Next(2) == 0
                ? LifeEvent.Move(order, Family(), Desa()) : LifeEvent.Move(order, [Nik(), Nik()], To()),
            LifeEventKind.CardChange => random.Next(4) == 0
                ? LifeEvent.Split(order, [Nik()], new Destination(Family(), Desa()))
                : LifeEvent.CardChange(order, Family(), Family(), random.Next(2) == 0 ? 0 : Desa()),
            LifeEventKind.NikChange => LifeEvent.NikChange(order, Nik(), (NikStatus)random.Next(1, 5)),
            LifeEventKind.Death => LifeEvent.Death(order, Nik()),
            _ => LifeEvent.Correction(order, Nik(), new Identity(
                random.Next(2) == 0 ? null : Name("Nama"), random.Next(2) == 0 ? null : new DateOnly(1990, 1, 1 + random.Next(28)),
                random.Next(2) == 0 ? null : (Sex)random.Next(1, 3))),
        };

        Nik Nik() => Numbers.Nik(Numbers.Person(random.Next(1, People + 1)));
        FamilyNumber Family() => Numbers.Family(Numbers.Kk(random.Next(1, Kk + 1)));
        ulong Desa() => DesaIn(random) + 100 + (ulong)random.Next(50);
        Destination To() => new(Family(), random.Next(2) == 0 ? 0 : Desa());
        // In letters: a comparison of names does not look at figures.
        string Name(string first) => first + " " + string.Concat($"{id:D2}".Select(digit => "bakadiguso"[digit - '0']).Append('n'));
        Identity Who() => new(Name("Bayi"), new DateOnly(2026, 7, 1 + random.Next(28)), (Sex)random.Next(1, 3));
    }
}
