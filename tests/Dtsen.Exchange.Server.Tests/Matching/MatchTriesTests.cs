using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Server.Matching;
using Microsoft.Extensions.Time.Testing;

namespace Dtsen.Exchange.Server.Tests.Matching;

public class MatchTriesTests
{
    private const int Limit = 5;

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 26, 5, 0, 0, TimeSpan.Zero));

    [Fact]
    public void So_many_differing_records_are_admitted_and_each_of_them_again()
    {
        var tries = new MatchTries(_clock);
        var (agency, nik) = (tries.AgencyOf("uji"), NikOf(1));
        var admitted = Names(40).Where(name => tries.Today().Admit(agency, nik, Record(name), Limit, agrees: false)).ToList();

        // One of many may have the fingerprint of one that is known.
        Assert.InRange(admitted.Count, Limit, Limit + 1);
        Assert.Equal(Names(Limit), admitted[..Limit]);
        Assert.All(admitted, name => Assert.True(tries.Today().Admit(agency, nik, Record(name), Limit, agrees: false)));
    }

    [Fact]
    public void Every_field_makes_a_record_another()
    {
        GivenRecord one = Record("Budi") with { BirthDate = new DateOnly(1990, 1, 1), Sex = Sex.Male };
        Assert.True(FamilyNumber.TryParse("3204050101200001", out var kk));
        Assert.True(WilayahCode.TryParse("3204", out var wilayah));
        GivenRecord[] others =
        [
            one with { Name = GivenName.Of("Budi S") }, one with { BirthDate = new DateOnly(1990, 1, 2) }, one with { Sex = Sex.Female },
            one with { FamilyNumber = kk }, one with { Wilayah = wilayah },
        ];

        Assert.All(others, other =>
        {
            var tries = new MatchTries(_clock);
            Assert.True(tries.Today().Admit(1, NikOf(1), one, 1, agrees: false));
            // It may have the fingerprint of the first by chance, and not twice.
            Assert.False(tries.Today().Admit(1, NikOf(1), other, 1, agrees: false)
                && tries.Today().Admit(1, NikOf(1), other, 1, agrees: true, by: 7));
        });
    }

    [Fact]
    public void Who_agrees_is_not_counted_and_is_not_told_either_once_the_limit_is_reached()
    {
        var tries = new MatchTries(_clock);
        Assert.All(Names(20), name => Assert.True(tries.Today().Admit(1, NikOf(1), Record(name), 1, agrees: true)));
        Assert.True(tries.Today().Admit(1, NikOf(1), Record("Agus"), 1, agrees: false));

        Assert.InRange(Names(20).Count(name => tries.Today().Admit(1, NikOf(1), Record(name), 1, agrees: true)), 0, 1);
    }

    [Fact]
    public void Another_person_another_agency_and_another_day_begin_anew()
    {
        var tries = new MatchTries(_clock);
        bool Tells(string agency, int person) =>
            Names(3).All(name => tries.Today().Admit(tries.AgencyOf(agency), NikOf(person), Record(name), 3, agrees: false));
        Assert.True(Tells("uji", 1));
        Assert.InRange(Names(40).Count(name => tries.Today().Admit(tries.AgencyOf("uji"), NikOf(1), Record(name), 3, agrees: false)), 3, 4);

        Assert.True(Tells("uji", 2));
        Assert.True(Tells("lain", 1));
        _clock.Advance(TimeSpan.FromHours(12));
        Assert.True(Tells("uji", 1));
    }

    [Fact]
    public void Where_there_is_no_room_the_fewest_tries_give_way()
    {
        const int people = 8 << 8;
        var tries = new MatchTries(_clock, setBits: 8);
        foreach (var name in Names(Limit))
        {
            tries.Today().Admit(1, NikOf(0), Record(name), Limit, agrees: false);
        }

        for (var agency = 2UL; agency < 3 * people; agency++)
        {
            tries.Today().Admit(agency, NikOf(1), Record("Budi"), Limit, agrees: false);
        }

        Assert.InRange(Names(40).Count(name => tries.Today().Admit(1, NikOf(0), Record(name), Limit, agrees: false)), Limit, Limit + 1);
    }

    [Fact]
    public async Task Many_at_once_do_not_get_more()
    {
        var tries = new MatchTries(_clock);
        var admitted = await Task.WhenAll(Names(200).Select(name => Task.Run(
            () => tries.Today().Admit(1, NikOf(1), Record(name), Limit, agrees: false))));

        Assert.InRange(admitted.Count(one => one), Limit, Limit + 2);
    }

    [Fact]
    public void Who_asks_before_midnight_and_goes_on_after_it_takes_no_tries_back()
    {
        var midnight = new LateClock(_clock);
        var tries = new MatchTries(midnight);
        TriesOfDay? next = null;
        tries.Today();
        _clock.Advance(TimeSpan.FromDays(1));
        midnight.Held = () =>
        {
            _clock.Advance(TimeSpan.FromDays(1));
            next = tries.Today();
        };

        tries.Today();

        Assert.NotNull(next);
        Assert.Same(next, tries.Today());
    }

    private static GivenRecord Record(string name) => new(null, GivenName.Of(name), null, null, Sex.Unknown, null);

    private static IEnumerable<string> Names(int count) => Enumerable.Range(0, count).Select(number => $"Orang {number}");

    private static Nik NikOf(int person) => Nik.TryFrom(3204050101800001UL + (ulong)person, out var nik) ? nik : default;

    /// <summary>Somebody who has looked at the clock is held up once, while others go on.</summary>
    private sealed class LateClock(TimeProvider clock) : TimeProvider
    {
        public Action? Held { get; set; }

        public override DateTimeOffset GetUtcNow()
        {
            var now = clock.GetUtcNow();
            var held = Held;
            Held = null;
            held?.Invoke();
            return now;
        }
    }
}
