using Dtsen.Exchange.Sandbox.Ranking;

namespace Dtsen.Exchange.Sandbox.Story;

/// <summary>A nation is made and ranked twice.</summary>
internal static class TheNation
{
    private static readonly (string Name, int From, int To)[] Movements =
    [
        ("turun ekstrem (7 or more)", -9, -7), ("turun signifikan (4 to 6)", -6, -4), ("turun (1 to 3)", -3, -1), ("tetap", 0, 0),
        ("naik (1 to 3)", 1, 3), ("naik signifikan (4 to 6)", 4, 6), ("naik ekstrem (7 or more)", 7, 9),
    ];

    public static async Task TellAsync(Scene scene, CancellationToken cancellation)
    {
        var narrator = scene.Narrator;
        narrator.Chapter("A nation that does not exist");
        narrator.Say(
            "Families are invented in real desa of Kemendagri's list, from a seed: the same seed gives the same nation. They have "
            + "the 39 variables of DTSEN and what makes real registers hard: a NIK of another region than the domicile, NIKs of Papua "
            + "that no spreadsheet can hold, birth dates corrected later, people over 100, babies of the month, names of one word and "
            + "of sixty letters.");
        foreach (var period in new[] { scene.World.Now.Previous.Previous, scene.World.Now.Previous })
        {
            var ranking = await Task.Run(() => new BpsSimulator(scene.Nation).Rank(period), cancellation);
            var done = 0;
            var files = await narrator.WorkAsync($"BPS ranks {period}", ranking.Kabupaten.Count, report => Task.Run(
                () => ranking.WriteTo(scene.World.RankingFolderOf(period), _ => report(Interlocked.Increment(ref done)), cancellation)));
            scene.Quarters.Add((ranking, files));
        }

        var (first, second) = (scene.Quarters[0].Ranking, scene.Quarters[1].Ranking);
        narrator.Say(
            $"{Words.Of(first.People)} people in {Words.Of(first.Families)} families, in {Words.Of(first.Kabupaten.Count)} of 514 "
            + "kabupaten and kota. Then three months pass: people are born and die, families move, part, do better or worse. BPS - here a "
            + "simulator - estimates each family's welfare from its variables and ranks all families twice, for "
            + $"{first.Period} and {second.Period}. Between the two:");
        ShowMovement(scene, first, second);
        scene.Note("A nation was made and ranked twice", $"{Words.Of(second.People)} people, {Words.Of(second.Families)} families");
    }

    private static void ShowMovement(Scene scene, NationRanking first, NationRanking second)
    {
        var moves = second.MovesSince(first).GroupBy(move => move).ToDictionary(group => group.Key, group => (long)group.Count());
        scene.Narrator.Show(
            ["Desil nasional", "Families"],
            Movements.Select(movement => new[]
            {
                movement.Name,
                Words.Of(moves.Where(move => move.Key >= movement.From && move.Key <= movement.To).Sum(move => move.Value)),
            }));
    }
}
