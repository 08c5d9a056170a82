using System.Text;
using Dtsen.Exchange.Domain.Names;

namespace Dtsen.Exchange.Domain.Tests.Names;

public class NameComparisonTests
{
    public static TheoryData<string, string, string, string> Pairs()
    {
        var pairs = new TheoryData<string, string, string, string>();
        foreach (var line in PairsFile.Rows())
        {
            pairs.Add(line[0], line[1], line[2], line[3]);
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_labelled_pair_has_its_verdict(string a, string b, string verdict, string reason)
    {
        var match = NameComparison.Compare(a, b);
        var holds = verdict == "apart"
            ? match.VerdictAt() != NameVerdict.Same
            : Enum.Parse<NameVerdict>(verdict, ignoreCase: true) == match.VerdictAt();
        Assert.True(holds, $"{a} | {b}: {match.Score}, {match.Findings}; wanted {verdict}: {reason}");
    }

    [Fact]
    public void The_labelled_pairs_are_at_least_three_hundred_and_none_twice()
    {
        var rows = PairsFile.Rows().Select(row => (row[0], row[1])).ToList();
        Assert.True(rows.Count >= 300);
        Assert.Equal(rows.Count, rows.Distinct().Count());
    }

    [Fact]
    public void The_order_of_the_two_names_is_of_no_account()
    {
        var chance = new Random(3);
        foreach (var (a, b) in SomePairs(20_000).Concat(SomePairs(20_000).Select(pair => (pair.Item1, Parted(pair.Item1, chance)))))
        {
            Assert.Equal(NameComparison.Compare(a, b), NameComparison.Compare(b, a));
        }
    }

    [Theory]
    [InlineData("i WARDAH I", "iWARDAH I")]
    [InlineData("SITI KADIR H.", "SITI KA DIRH.")]
    public void Nor_is_it_where_the_same_letters_are_parted_otherwise(string a, string b) =>
        Assert.Equal(NameComparison.Compare(a, b), NameComparison.Compare(b, a));

    [Fact]
    public void A_name_in_bytes_compares_as_in_characters()
    {
        foreach (var (a, b) in SomePairs(20_000).Concat(SomePairs(2_000).Select(pair => (pair.Item1, pair.Item1.ToUpperInvariant()))))
        {
            var expected = NameComparison.Compare(a, b);
            Assert.Equal(expected, NameComparison.Compare(Encoding.UTF8.GetBytes(a), b));
            Assert.Equal(expected, NameComparison.Compare(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(b)));
        }
    }

    [Fact]
    public void Letter_case_and_blanks_are_of_no_account()
    {
        foreach (var (a, b) in SomePairs(5_000))
        {
            var score = NameComparison.Compare(a, b).Score;
            var shouted = a.ToUpperInvariant();
            var whispered = b.ToLowerInvariant();
            Assert.Equal(score, NameComparison.Compare($"  {shouted} ", whispered.Replace(" ", "   ")).Score);
        }
    }

    [Fact]
    public void A_name_is_its_own_match()
    {
        foreach (var row in PairsFile.Rows().Where(row => row[0].Any(char.IsLetter)))
        {
            Assert.Equal(100, NameComparison.Compare(row[0], row[0]).Score);
        }
    }

    [Fact]
    public void Whatever_is_written_gets_a_score()
    {
        var random = new Random(7);
        const string Alphabet = "ABEHIMNOSTUY .,'-/()0159éß漢\u0301\ud83d\ude00@bin";
        for (var round = 0; round < 50_000; round++)
        {
            var a = Text(random, Alphabet);
            var b = Text(random, Alphabet);
            var match = NameComparison.Compare(a, b);
            Assert.InRange(match.Score, 0, 100);
            Assert.Equal(match, NameComparison.Compare(b, a));
        }
    }

    [Fact]
    public void A_comparison_allocates_nothing()
    {
        var pairs = SomePairs(2_000).ToList();
        Run(pairs);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(pairs);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        static void Run(List<(string A, string B)> pairs)
        {
            foreach (var (a, b) in pairs)
            {
                NameComparison.Compare(a, b);
            }
        }
    }

    [Fact]
    public void An_explanation_has_the_score_of_the_comparison_and_every_word_once()
    {
        foreach (var row in PairsFile.Rows())
        {
            var explanation = NameComparison.Explain(row[0], row[1]);
            Assert.Equal(NameComparison.Compare(row[0], row[1]), explanation.Match);
            var words = explanation.Steps.SelectMany(step => step.Left.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Count();
            Assert.InRange(words, 0, 12);
        }
    }

    [Theory]
    [InlineData("Drs. H. Budi Santoso", "Budi Santoso", NameFindings.TitlesIgnored)]
    [InlineData("Budi-Santoso", "Budi Santoso", NameFindings.Punctuation)]
    [InlineData("Soeharto", "Suharto", NameFindings.SpellingVariant)]
    [InlineData("Muh. Yusuf", "Muhammad Yusuf", NameFindings.Abbreviation)]
    [InlineData("Budi S. Pratama", "Budi Santoso Pratama", NameFindings.Initial)]
    [InlineData("Nur Aini", "Nuraini", NameFindings.Joined)]
    [InlineData("Irham Anwar", "Ilhamanwar", NameFindings.Joined | NameFindings.Typo)]
    [InlineData("Santoso Budi", "Budi Santoso", NameFindings.Reordered)]
    [InlineData("Budi Santso", "Budi Santoso", NameFindings.Typo)]
    [InlineData("Muhammad Rizki", "Rizki", NameFindings.OptionalWord)]
    [InlineData("Budi Hadi Santoso", "Budi Santoso", NameFindings.WordMissing)]
    [InlineData("Rina Maria Situmorang", "Rina Maria", NameFindings.FamilyNameMissing)]
    [InlineData("Usman bin Affan", "Usman", NameFindings.PatronymMissing)]
    [InlineData("Hasan bin Ali", "Ali bin Hasan", NameFindings.Reordered | NameFindings.PatronymMissing)]
    [InlineData("Usman bin Affan", "Affan Usman", NameFindings.Reordered | NameFindings.PatronymMissing)]
    [InlineData("Usman Affan bin Ali", "Affan Usman bin Ali", NameFindings.Reordered)]
    [InlineData("Budi Suparman", "Suparman", NameFindings.FirstWordMissing)]
    [InlineData("Siti Aminah", "Siti Maryam", NameFindings.OtherWord)]
    [InlineData("-", "Budi", NameFindings.Empty)]
    [InlineData("Budi Santoso", "Budi Santoso", NameFindings.None)]
    public void What_was_noticed_is_named(string a, string b, NameFindings findings)
    {
        Assert.Equal(findings, NameComparison.Compare(a, b).Findings);
    }

    [Fact]
    public void Each_finding_has_a_code_and_is_explained_in_both_languages()
    {
        var all = NameFindingText.Each((NameFindings)int.MaxValue).ToList();
        Assert.Equal(15, all.Count);
        Assert.Equal(all.Count, all.Select(NameFindingText.CodeOf).Distinct().Count());
        Assert.All(all, finding =>
        {
            var (english, indonesian) = NameFindingText.Explain(finding);
            Assert.NotEqual(english, indonesian);
        });
    }

    private static IEnumerable<(string A, string B)> SomePairs(int count)
    {
        var names = PairsFile.Rows().SelectMany(row => new[] { row[0], row[1] }).ToArray();
        var random = new Random(11);
        for (var round = 0; round < count; round++)
        {
            yield return (names[random.Next(names.Length)], names[random.Next(names.Length)]);
        }
    }

    private static string Text(Random random, string alphabet)
    {
        var text = new char[random.Next(random.Next(8) == 0 ? 300 : 40)];
        for (var at = 0; at < text.Length; at++)
        {
            text[at] = alphabet[random.Next(alphabet.Length)];
        }

        return new string(text);
    }

    /// <summary>A name with one blank more, or one less.</summary>
    private static string Parted(string name, Random chance)
    {
        var at = chance.Next(name.Length + 1);
        return at < name.Length && name[at] == ' ' ? name[..at] + name[(at + 1)..] : name[..at] + " " + name[at..];
    }
}
