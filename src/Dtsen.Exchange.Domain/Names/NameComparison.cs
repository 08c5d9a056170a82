using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Dtsen.Exchange.Domain.Names;

/// <summary>
/// Whether two names as registers and people write them are one person's. Symmetric, without allocation for Latin letters; the README says
/// how the score comes about.
/// </summary>
public static class NameComparison
{
    /// <summary>The longest name that a register keeps, in characters.</summary>
    public const int LongestRegistered = 200;

    /// <summary>Compares two names.</summary>
    /// <param name="left">A name, as written; at most 96 letters of it are read.</param>
    /// <param name="right">Another.</param>
    public static NameMatch Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right) =>
        EqualNames.Are(left, right, out var findings) ? new NameMatch(100, findings) : Run(left, right, null);

    /// <summary>Compares a name as registers keep it, in UTF-8, with another.</summary>
    /// <param name="registered">A name in UTF-8, of at most <see cref="LongestRegistered"/> characters.</param>
    /// <param name="name">Another, as written.</param>
    public static NameMatch Compare(ReadOnlySpan<byte> registered, ReadOnlySpan<char> name) =>
        EqualNames.Are(registered, name, out var findings) ? new NameMatch(100, findings) : RunDecoded(registered, name);

    /// <summary>Compares two names in UTF-8, of at most <see cref="LongestRegistered"/> characters each.</summary>
    /// <param name="left">A name.</param>
    /// <param name="right">Another.</param>
    public static NameMatch Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        EqualNames.Are(left, right, out var findings) ? new NameMatch(100, findings)
        : Ascii.IsValid(left) && Ascii.IsValid(right) ? Run(left, right, null)
        : RunDecoded(left, right);

    /// <summary>Compares two names and tells each step. What it returns quotes the names: it is for whoever gave both.</summary>
    /// <param name="left">A name, as written.</param>
    /// <param name="right">Another.</param>
    public static NameExplanation Explain(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var steps = new List<NameStep>();
        return new NameExplanation(Run(left, right, steps), steps);
    }

    [SkipLocalsInit]
    private static NameMatch RunDecoded(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<char> letters = stackalloc char[LongestRegistered];
        return RunDecoded(left, letters[..Encoding.UTF8.GetChars(right, letters)]);
    }

    [SkipLocalsInit]
    private static NameMatch RunDecoded(ReadOnlySpan<byte> registered, ReadOnlySpan<char> name)
    {
        Span<char> letters = stackalloc char[LongestRegistered];
        return Run(letters[..Encoding.UTF8.GetChars(registered, letters)], name, null);
    }

    // Of two names in characters, or two in ASCII. What is on the stack is written before it is read: it need not be cleared first.
    [SkipLocalsInit]
    private static NameMatch Run<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right, List<NameStep>? steps)
        where T : unmanaged, IBinaryInteger<T>
    {
        Span<char> letters = stackalloc char[2 * NameWords.LetterRoom];
        Span<char> keys = stackalloc char[2 * NameWords.MaxKeys];
        Span<NameWord> words = stackalloc NameWord[2 * NameWords.MaxWords];
        Span<NamePair> pairs = stackalloc NamePair[NamePairs.MaxPairs];
        var a = new NameWords(letters[..NameWords.LetterRoom], keys[..NameWords.MaxKeys], words[..NameWords.MaxWords]);
        var b = new NameWords(letters[NameWords.LetterRoom..], keys[NameWords.MaxKeys..], words[NameWords.MaxWords..]);
        a.Read(left);
        b.Read(right);
        if (a.Count == 0 || b.Count == 0)
        {
            return new NameMatch(0, NameFindings.Empty);
        }

        // One order for both ways to ask, so that the answer is one.
        var swap = Order(a, b) > 0;
        var match = swap ? Judge(b, a, pairs, swap, steps) : Judge(a, b, pairs, swap, steps);
        return match.Findings == NameFindings.None && !AreSame(left, right)
            ? match with { Findings = NameFindings.Punctuation }
            : match;
    }

    private static bool AreSame<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right)
        where T : unmanaged => typeof(T) == typeof(byte)
        ? Ascii.EqualsIgnoreCase(MemoryMarshal.Cast<T, byte>(left), MemoryMarshal.Cast<T, byte>(right))
        : MemoryMarshal.Cast<T, char>(left).Equals(MemoryMarshal.Cast<T, char>(right), StringComparison.OrdinalIgnoreCase);

    // By letters; where these are the same, by how they are parted into words.
    private static int Order(scoped in NameWords a, scoped in NameWords b)
    {
        var order = a.Letters.SequenceCompareTo(b.Letters);
        order = order != 0 ? order : a.Count - b.Count;
        for (var at = 0; order == 0 && at < a.Count; at++)
        {
            order = a[at].Start != b[at].Start ? a[at].Start - b[at].Start : a[at].Length - b[at].Length;
        }

        return order;
    }

    private static NameMatch Judge(
        scoped in NameWords a, scoped in NameWords b, scoped Span<NamePair> pairs, bool swap, List<NameStep>? steps)
    {
        var found = new NamePairs(a, b, pairs);
        found.Find();
        if (steps is not null)
        {
            Tell(a, b, found, swap, steps);
        }

        var match = NameScore.Of(a, b, found);
        return a.Titles || b.Titles ? match with { Findings = match.Findings | NameFindings.TitlesIgnored } : match;
    }

    private static void Tell(NameWords a, NameWords b, NamePairs pairs, bool swap, List<NameStep> steps)
    {
        for (var at = 0; at < pairs.Count; at++)
        {
            var pair = pairs[at];
            Add(a.TextOf(pair.Left, pair.LeftCount), b.TextOf(pair.Right, pair.RightCount), pair.Similarity, pair.Findings);
        }

        for (var at = 0; at < a.Count; at++)
        {
            if (!pairs.IsLeftTaken(at))
            {
                Add(a.TextOf(at, 1), "", null, NameFindings.None);
            }
        }

        for (var at = 0; at < b.Count; at++)
        {
            if (!pairs.IsRightTaken(at))
            {
                Add("", b.TextOf(at, 1), null, NameFindings.None);
            }
        }

        void Add(string first, string second, int? similarity, NameFindings findings) =>
            steps.Add(swap ? new NameStep(second, first, similarity, findings) : new NameStep(first, second, similarity, findings));
    }
}
