using System.Numerics;
using System.Runtime.CompilerServices;

namespace Dtsen.Exchange.Domain.Names;

/// <summary>Pairs the words of two names: equal ones first, then forms of one name, joined ones, slips, initials.</summary>
internal ref struct NamePairs
{
    public const int MaxPairs = NameWords.MaxWords;

    /// <summary>A slip makes a word at least this similar to what was meant.</summary>
    public const int Slip = 80;

    /// <summary>Below this two words are two names.</summary>
    public const int Doubtful = 62;

    private const int Variant = 97;
    private const int Abbreviated = 96;
    private const int JoinedWords = 97;
    private const int Joinable = 88;
    private const int FirstLetterOnly = 90;

    private readonly Span<NamePair> _pairs;
    private readonly NameWords _left;
    private readonly NameWords _right;
    private uint _leftTaken;
    private uint _rightTaken;

    /// <param name="left">A name.</param>
    /// <param name="right">Another.</param>
    /// <param name="pairs">Room for <see cref="MaxPairs"/>.</param>
    public NamePairs(NameWords left, NameWords right, Span<NamePair> pairs)
    {
        _left = left;
        _right = right;
        _pairs = pairs;
    }

    /// <summary>How many pairs there are.</summary>
    public int Count { get; private set; }

    /// <summary>Whether they are the same words in the same order.</summary>
    public bool AreTheSame { get; private set; }

    public readonly NamePair this[int at] => _pairs[at];

    public readonly bool IsLeftTaken(int at) => (_leftTaken & (1u << at)) != 0;

    public readonly bool IsRightTaken(int at) => (_rightTaken & (1u << at)) != 0;

    private readonly bool Done => Count > 0 && (Taken(_leftTaken, _left.Count) || Taken(_rightTaken, _right.Count));

    /// <summary>Finds the pairs.</summary>
    public void Find()
    {
        PairEqual();
        if (!Done)
        {
            PairForms();
        }

        if (!Done)
        {
            PairJoined();
        }

        if (!Done)
        {
            PairSlips();
        }

        if (!Done)
        {
            PairInitials();
        }
    }

    private static bool Taken(uint taken, int count) => taken == (1u << count) - 1;

    private void PairEqual()
    {
        AreTheSame = _left.Count == _right.Count;
        for (var i = 0; i < _left.Count; i++)
        {
            // The same place first, so that a word that stands twice keeps its order.
            var j = i < _right.Count ? i : i % _right.Count;
            for (var step = 0; step < _right.Count; step++)
            {
                if (!IsRightTaken(j) && AreEqual(i, j))
                {
                    AreTheSame &= i == j;
                    Add(i, 1, j, 1, 100, NameFindings.None);
                    break;
                }

                j = j + 1 < _right.Count ? j + 1 : 0;
            }

            AreTheSame &= IsLeftTaken(i);
        }
    }

    private readonly bool AreEqual(int i, int j) =>
        _left[i].Packed == _right[j].Packed && (_left[i].Packed != 0 || _left.LettersOf(i).SequenceEqual(_right.LettersOf(j)));

    private readonly bool HaveOneKey(int i, int j) =>
        _left[i].PackedKey == _right[j].PackedKey && (_left[i].PackedKey != 0 || _left.KeyOf(i).SequenceEqual(_right.KeyOf(j)));

    private void PairForms()
    {
        for (var i = 0; i < _left.Count; i++)
        {
            for (var j = 0; j < _right.Count && !IsLeftTaken(i); j++)
            {
                if (IsRightTaken(j))
                {
                    continue;
                }

                ref readonly var a = ref _left[i];
                ref readonly var b = ref _right[j];
                if (a.Known && a.Group == b.Group)
                {
                    var isShort = a.Short || b.Short;
                    Add(i, 1, j, 1, isShort ? Abbreviated : Variant, isShort ? NameFindings.Abbreviation : NameFindings.SpellingVariant);
                }
                else if (HaveOneKey(i, j))
                {
                    Add(i, 1, j, 1, Variant, NameFindings.SpellingVariant);
                }
            }
        }
    }

    private void PairJoined()
    {
        if (!HaveNeighbours(_leftTaken, _left.Count) && !HaveNeighbours(_rightTaken, _right.Count))
        {
            return;
        }

        for (var i = 0; i < _left.Count; i++)
        {
            for (var j = 0; j < _right.Count; j++)
            {
                for (var count = 2; count <= 3 && !IsLeftTaken(i) && !IsRightTaken(j); count++)
                {
                    if (MayBeJoined(_right, _rightTaken, j, count, _left[i].KeyLength))
                    {
                        TryJoined(i, 1, j, count);
                    }

                    if (MayBeJoined(_left, _leftTaken, i, count, _right[j].KeyLength))
                    {
                        TryJoined(i, count, j, 1);
                    }
                }
            }
        }
    }

    [SkipLocalsInit]
    private void TryJoined(int i, int leftCount, int j, int rightCount)
    {
        Span<char> joined = stackalloc char[NameWords.MaxKeys];
        var left = leftCount == 1 ? _left.KeyOf(i) : joined[..SpellingKey.Write(_left.LettersOf(i, leftCount), joined)];
        var right = rightCount == 1 ? _right.KeyOf(j) : joined[..SpellingKey.Write(_right.LettersOf(j, rightCount), joined)];
        var (leftPacked, rightPacked) = (leftCount == 1 ? _left[i].PackedKey : 0, rightCount == 1 ? _right[j].PackedKey : 0);
        if (left.SequenceEqual(right))
        {
            Add(i, leftCount, j, rightCount, JoinedWords, NameFindings.Joined);
        }
        else if (left.Length >= 6 && Math.Abs(left.Length - right.Length) <= 2
            && SpellingDistance.Similarity(left, leftPacked, right, rightPacked, Joinable) is var similarity and >= Joinable)
        {
            // Unequal keys are no spellings of one name.
            Add(i, leftCount, j, rightCount, similarity - 2, NameFindings.Joined | NameFindings.Typo);
        }
    }

    // Whether words are there and free, and long enough together. Where two meet, the key of both is at most three letters longer or
    // shorter than their keys.
    private static bool MayBeJoined(scoped in NameWords several, uint taken, int first, int count, int other)
    {
        if (first + count > several.Count || !AreFree(taken, first, count))
        {
            return false;
        }

        var length = 0;
        for (var word = first; word < first + count; word++)
        {
            length += several[word].KeyLength;
        }

        return Math.Abs(length - other) <= (3 * (count - 1)) + 2;
    }

    private void PairSlips()
    {
        var (free, otherFree) = (Free(_leftTaken, _left.Count), Free(_rightTaken, _right.Count));
        if (BitOperations.IsPow2(free) && BitOperations.IsPow2(otherFree))
        {
            // The only two that are left, as mostly.
            var (i, j) = (BitOperations.TrailingZeroCount(free), BitOperations.TrailingZeroCount(otherFree));
            if (WordSlip.Similarity(_left, i, _right, j) is var similarity and >= Doubtful)
            {
                Add(i, 1, j, 1, similarity, NameFindings.Typo);
            }

            return;
        }

        PairSeveralSlips();
    }

    [SkipLocalsInit]
    private void PairSeveralSlips()
    {
        Span<byte> similarities = stackalloc byte[NameWords.MaxWords * NameWords.MaxWords];
        PairSeveralSlips(similarities);
    }

    private void PairSeveralSlips(scoped Span<byte> similarities)
    {
        for (var i = 0; i < _left.Count; i++)
        {
            for (var j = 0; j < _right.Count; j++)
            {
                similarities[(i * NameWords.MaxWords) + j] =
                    (byte)(IsLeftTaken(i) || IsRightTaken(j) ? 0 : WordSlip.Similarity(_left, i, _right, j));
            }
        }

        while (true)
        {
            var (best, left, right) = (0, 0, 0);
            for (var i = 0; i < _left.Count; i++)
            {
                for (var j = 0; j < _right.Count; j++)
                {
                    var similarity = similarities[(i * NameWords.MaxWords) + j];
                    if (similarity > best && !IsLeftTaken(i) && !IsRightTaken(j))
                    {
                        (best, left, right) = (similarity, i, j);
                    }
                }
            }

            if (best < Doubtful)
            {
                return;
            }

            Add(left, 1, right, 1, best, NameFindings.Typo);
        }
    }

    private void PairInitials()
    {
        for (var i = 0; i < _left.Count; i++)
        {
            for (var j = 0; j < _right.Count && !IsLeftTaken(i); j++)
            {
                var oneIsInitial = (_left[i].Length == 1) != (_right[j].Length == 1);
                if (!IsRightTaken(j) && oneIsInitial && _left.LettersOf(i)[0] == _right.LettersOf(j)[0])
                {
                    Add(i, 1, j, 1, FirstLetterOnly, NameFindings.Initial);
                }
            }
        }
    }

    // Whether two words that are not taken stand side by side.
    private static bool HaveNeighbours(uint taken, int count)
    {
        var free = Free(taken, count);
        return (free & (free >> 1)) != 0;
    }

    private static uint Free(uint taken, int count) => ~taken & ((1u << count) - 1);

    private static bool AreFree(uint taken, int first, int count) => (taken & (((1u << count) - 1) << first)) == 0;

    private void Add(int left, int leftCount, int right, int rightCount, int similarity, NameFindings findings)
    {
        _pairs[Count++] = new NamePair((byte)left, (byte)leftCount, (byte)right, (byte)rightCount, (byte)similarity, findings);
        _leftTaken |= ((1u << leftCount) - 1) << left;
        _rightTaken |= ((1u << rightCount) - 1) << right;
    }
}
