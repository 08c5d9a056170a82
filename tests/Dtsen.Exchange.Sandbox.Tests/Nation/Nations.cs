using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Sandbox.Nation;

namespace Dtsen.Exchange.Sandbox.Tests.Nation;

/// <summary>The nations that tests look at; made once, since nothing changes them.</summary>
internal static class Nations
{
    public const int People = 30_000;

    public static readonly Period First = new(2026, 2);
    public static readonly DateOnly Today = new(2026, 11, 26);

    private static readonly Lazy<SyntheticNation> LazyNation = new(() => Make(seed: 1));
    private static readonly Lazy<IReadOnlyList<Family>> LazyFirst = new(() => FamiliesOf(Nation, First));
    private static readonly Lazy<IReadOnlyList<Family>> LazySecond = new(() => FamiliesOf(Nation, First.Next));

    public static WilayahTable Wilayah { get; } = WilayahTable.Load(RepositoryFolder.Inner("config/wilayah"));

    public static SyntheticNation Nation => LazyNation.Value;

    public static IReadOnlyList<Family> FirstFamilies => LazyFirst.Value;

    public static IReadOnlyList<Family> SecondFamilies => LazySecond.Value;

    public static IEnumerable<Member> FirstPeople => FirstFamilies.SelectMany(family => family.Members);

    public static SyntheticNation Make(ulong seed, int people = People) =>
        new(new NationOptions { People = people, Seed = seed, FirstPeriod = First, Today = Today }, Wilayah);

    public static IReadOnlyList<Family> FamiliesOf(SyntheticNation nation, Period period) =>
        [.. nation.Kabupaten.SelectMany(kabupaten => nation.FamiliesOf(kabupaten, period))];
}
