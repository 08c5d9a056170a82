using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Dtsen.Exchange.Domain.Names;

/// <summary>
/// The table of edits of <see cref="SpellingDistance"/> for words of A to Z that are not too long, a row of it at once. It holds what is
/// left of <see cref="All"/> when the costs are paid, so that nothing is left where there is no way.
/// </summary>
internal static class EditTable
{
    /// <summary>The longest words that it has room for.</summary>
    public const int MaxLength = 15;

    /// <summary>What everything may cost together.</summary>
    public const int All = byte.MaxValue;

    // Lane 0 stands before the first letter.
    private const int First = 1;

    /// <summary>What it costs at least to make one word of another; exact up to a limit.</summary>
    /// <param name="left">Places of a word's letters in the alphabet, from 1; 0 behind them.</param>
    /// <param name="leftLength">How many there are, <see cref="MaxLength"/> at most.</param>
    /// <param name="right">Another's.</param>
    /// <param name="rightLength">How many.</param>
    /// <param name="limit">The limit, below <see cref="All"/>.</param>
    [SkipLocalsInit]
    public static int Cost(Vector128<byte> left, int leftLength, Vector128<byte> right, int rightLength, int limit)
    {
        Span<byte> room = stackalloc byte[2 * Vector128<byte>.Count];
        return leftLength <= rightLength
            ? Cost(left, leftLength, right, rightLength, limit, room)
            : Cost(right, rightLength, left, leftLength, limit, room);
    }

    // Rows are the letters of one word, lanes those of the other.
    private static int Cost(Vector128<byte> word, int length, Vector128<byte> other, int otherLength, int limit, Span<byte> room)
    {
        var places = room[..Vector128<byte>.Count];
        var indels = room[Vector128<byte>.Count..];
        word = Up1(word);
        word.CopyTo(places);
        Indels(word, length).CopyTo(indels);
        var letters = Up1(other);
        var before = Up1(letters);
        var one = Indels(letters, otherLength);
        var two = Vector128.AddSaturate(one, Up1(one));
        var four = Vector128.AddSaturate(two, Up2(two));
        var eight = Vector128.AddSaturate(four, Up4(four));

        var enough = Vector128.Create((byte)(All - limit));
        var row = PutIn(Vector128.CreateScalar((byte)All), one, two, four, eight);
        var (rowBefore, letterBefore) = (Vector128<byte>.Zero, Vector128<byte>.Zero);
        for (var at = First; at <= length; at++)
        {
            var place = places[at];
            var letter = Vector128.Create(place);
            var changes = Substitutions.Of(place, letters, at == First ? Vector128<byte>.AllBitsSet : Lane(First));
            if (at == length && letters.GetElement(otherLength) is var last && last != place
                && SpellingDistance.IsOtherEnding((char)('@' + place), (char)('@' + last)))
            {
                changes = Vector128.ConditionalSelect(Lane(otherLength), Vector128.Create((byte)SpellingDistance.LastVowel), changes);
            }

            var exchanged = Vector128.Equals(letter, before) & Vector128.Equals(letterBefore, letters)
                & Vector128.SubtractSaturate(Up2(rowBefore), Vector128.Create((byte)SpellingDistance.Transposition));
            var next = Vector128.Max(
                Vector128.SubtractSaturate(row, Vector128.Create(indels[at])),
                Vector128.Max(Vector128.SubtractSaturate(Up1(row), changes), exchanged));
            next = PutIn(next, one, two, four, eight);

            // What comes stands on this row, or by a transposition on the one before.
            if (!Vector128.GreaterThanOrEqualAny(Vector128.Max(next, row), enough))
            {
                return All;
            }

            (rowBefore, row, letterBefore) = (row, next, letter);
        }

        return All - row.GetElement(otherLength);
    }

    // Letters put in behind what is there: up to one, three, seven, fifteen.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> PutIn(
        Vector128<byte> row, Vector128<byte> one, Vector128<byte> two, Vector128<byte> four, Vector128<byte> eight)
    {
        row = Vector128.Max(row, Vector128.SubtractSaturate(Up1(row), one));
        row = Vector128.Max(row, Vector128.SubtractSaturate(Up2(row), two));
        row = Vector128.Max(row, Vector128.SubtractSaturate(Up4(row), four));
        return Vector128.Max(row, Vector128.SubtractSaturate(Up8(row), eight));
    }

    // What it costs to leave out each letter of a word, or to put it in.
    private static Vector128<byte> Indels(Vector128<byte> letters, int length)
    {
        var before = Up1(letters);
        var isGlide = ((Is('Y', letters) | Is('J', letters)) & Is('I', before)) | (Is('W', letters) & (Is('U', before) | Is('O', before)));
        var last = letters.GetElement(length);
        var costs = Choose(isGlide, SpellingDistance.Glide, Vector128.Create((byte)SpellingDistance.Edit));
        costs = Choose(Lane(length), SpellingKey.IsVowel((char)('@' + last)) ? SpellingDistance.LastVowel : SpellingDistance.Edit, costs);
        costs = Choose(Lane(First), SpellingDistance.FirstLetter, costs);
        costs = Choose(Is('H', letters), SpellingDistance.SilentH, costs);
        return costs | Vector128.Equals(letters, Vector128<byte>.Zero);
    }

    private static Vector128<byte> Choose(Vector128<byte> where, int cost, Vector128<byte> costs) =>
        Vector128.ConditionalSelect(where, Vector128.Create((byte)cost), costs);

    private static Vector128<byte> Is(char letter, Vector128<byte> letters) =>
        Vector128.Equals(letters, Vector128.Create((byte)(letter - '@')));

    private static Vector128<byte> Lane(int at) => Vector128.Equals(Vector128<byte>.Indices, Vector128.Create((byte)at));

    // Each lane up by so many; nothing is left in the first.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Up1(Vector128<byte> row) =>
        Vector128.Shuffle(row, Vector128.Create((byte)255, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Up2(Vector128<byte> row) =>
        Vector128.Shuffle(row, Vector128.Create((byte)255, 255, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Up4(Vector128<byte> row) =>
        Vector128.Shuffle(row, Vector128.Create((byte)255, 255, 255, 255, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Up8(Vector128<byte> row) =>
        Vector128.Shuffle(row, Vector128.Create((byte)255, 255, 255, 255, 255, 255, 255, 255, 0, 1, 2, 3, 4, 5, 6, 7));

    /// <summary>What a letter costs for each other, as the table asks for it.</summary>
    private static class Substitutions
    {
        // By the letter's place: what it costs for those whose places are below 16, and for the rest.
        private static readonly Vector128<byte>[] Costs = [.. Enumerable.Range(0, 2 * (PackedWord.LetterMask + 1)).Select(Make)];

        /// <param name="place">Place of the letter.</param>
        /// <param name="letters">The others.</param>
        /// <param name="first">Where one of the two is the first of its word.</param>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Of(int place, Vector128<byte> letters, Vector128<byte> first)
        {
            var low = letters | Vector128.GreaterThan(letters, Vector128.Create((byte)15));
            var high = letters - Vector128.Create((byte)16);
            var costs = Vector128.ShuffleNative(Costs[2 * place], low) | Vector128.ShuffleNative(Costs[(2 * place) + 1], high);
            var isEdit = Vector128.Equals(costs, Vector128.Create((byte)SpellingDistance.Edit));
            return costs + (isEdit & first & Vector128.Create((byte)(SpellingDistance.FirstLetter - SpellingDistance.Edit)));
        }

        private static Vector128<byte> Make(int half)
        {
            var costs = Vector128<byte>.Zero;
            for (var lane = 0; lane < Vector128<byte>.Count; lane++)
            {
                var (place, other) = (half / 2, (half % 2 * Vector128<byte>.Count) + lane);
                if (place != other && place is > 0 and <= 26 && other is > 0 and <= 26)
                {
                    costs = costs.WithElement(lane, (byte)SpellingDistance.Substitution((char)('@' + place), (char)('@' + other)));
                }
            }

            return costs;
        }
    }
}
