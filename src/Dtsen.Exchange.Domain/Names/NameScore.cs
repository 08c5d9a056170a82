namespace Dtsen.Exchange.Domain.Names;

/// <summary>
/// The score of two names whose words are paired: the mean of the pairs by the weight of their words, less something for each word that
/// only one of them has, and never above what the worst finding allows.
/// </summary>
internal static class NameScore
{
    // What is taken off for words that only one name has.
    private const int ForReorder = 3;
    private const int ForOptional = 4;
    private const int ForBirthOrder = 3;
    private const int ForFamily = 6;
    private const int ForParent = 2;
    private const int ForInitial = 5;
    private const int ForWord = 7;
    private const int ForNextWord = 3;
    private const int ForCommonFirst = 14;

    // What may stand at most.
    private const int OtherName = 50;
    private const int OtherNameOfMany = 66;
    private const int OtherCommonName = 70;
    private const int FirstNameMissing = 68;
    private const int FirstNameOfManyMissing = 80;
    private const int NothingThatTells = 76;
    private const int OneWordOfTwo = 86;
    private const int OneWordOfMany = 80;
    private const int FirstOnlyInitial = 84;
    private const int DoubtfulWord = 78;
    private const int DoubtfulWordOfTwo = 80;
    private const int LittleDoubt = 70;
    private const int SlipOfShortWord = 84;

    public static NameMatch Of(scoped in NameWords left, scoped in NameWords right, scoped in NamePairs pairs)
    {
        if (pairs.AreTheSame)
        {
            return new NameMatch(100, NameFindings.None);
        }

        var findings = NameFindings.None;
        var (weight, sum, telling, cap) = (0, 0, 0, 100);
        var (firstLeft, firstRight) = (int.MaxValue, int.MaxValue);
        var (ordered, aside, doubt) = (true, false, 100);
        for (var at = 0; at < pairs.Count; at++)
        {
            var pair = pairs[at];
            var (pairWeight, tells) = WeightOf(left, right, pair);
            weight += pairWeight;
            sum += pairWeight * pair.Similarity;
            findings |= pair.Findings;
            for (var before = 0; before < at; before++)
            {
                ordered &= (pairs[before].Left < pair.Left) == (pairs[before].Right < pair.Right);
            }

            aside |= left[pair.Left].Aside != right[pair.Right].Aside;
            var initial = (pair.Findings & NameFindings.Initial) != 0;
            telling += tells && !initial ? 1 : 0;
            if (!initial && left[pair.Left].Kind != WordKind.Optional && right[pair.Right].Kind != WordKind.Optional)
            {
                firstLeft = Math.Min(firstLeft, pair.Left);
                firstRight = Math.Min(firstRight, pair.Right);
            }

            if (left[pair.Left].Kind == WordKind.Optional || right[pair.Right].Kind == WordKind.Optional)
            {
                // What tells nothing casts no doubt.
                continue;
            }

            if (pair.Similarity < NamePairs.Slip)
            {
                doubt = Math.Min(doubt, pair.Similarity);
            }
            else if (pair.Similarity == NamePairs.Slip && pairs.Count < 3)
            {
                cap = Math.Min(cap, SlipOfShortWord);
            }
        }

        if (doubt < NamePairs.Slip)
        {
            cap = Math.Min(cap, telling > 1 && doubt >= LittleDoubt ? DoubtfulWordOfTwo : DoubtfulWord);
        }

        var missingLeft = Missing.Of(left, pairs, isLeft: true, firstLeft);
        var missingRight = Missing.Of(right, pairs, isLeft: false, firstRight);
        var off = 0;
        if (!ordered)
        {
            off += ForReorder;
            // Hasan bin Ali and Ali bin Hasan are father and son.
            findings |= NameFindings.Reordered | (aside ? NameFindings.PatronymMissing : NameFindings.None);
        }

        cap = Math.Min(cap, CapFor(missingLeft, missingRight, telling, ref findings));
        off += OffFor(missingLeft, ref findings) + OffFor(missingRight, ref findings);
        if (telling == 0 && (missingLeft.Any || missingRight.Any))
        {
            cap = Math.Min(cap, NothingThatTells);
        }

        if (pairs.Count == 1 && telling == 1)
        {
            cap = Math.Min(cap, (missingLeft.Words + missingRight.Words) switch { 0 => 100, 1 => OneWordOfTwo, _ => OneWordOfMany });
        }

        if (FirstIsInitial(left, right, pairs))
        {
            cap = Math.Min(cap, FirstOnlyInitial);
        }

        var score = weight == 0 ? 0 : ((sum + (weight / 2)) / weight) - off;
        return new NameMatch(Math.Clamp(Math.Min(score, cap), 0, 100), findings);
    }

    private static (int Weight, bool Tells) WeightOf(scoped in NameWords left, scoped in NameWords right, NamePair pair)
    {
        var (leftWeight, leftTells) = WeightOf(left, pair.Left, pair.LeftCount);
        var (rightWeight, rightTells) = WeightOf(right, pair.Right, pair.RightCount);
        return (Math.Max(leftWeight, rightWeight), leftTells || rightTells);
    }

    private static (int Weight, bool Tells) WeightOf(scoped in NameWords name, int first, int count)
    {
        var (weight, tells) = (0, false);
        for (var at = first; at < first + count; at++)
        {
            weight += name[at].Weight;
            tells |= name[at].Tells;
        }

        return (weight, tells);
    }

    private static int CapFor(Missing left, Missing right, int telling, ref NameFindings findings)
    {
        // A word each that the other has not: two people, unless much else is the same.
        if (left.Telling > 0 && right.Telling > 0)
        {
            findings |= NameFindings.OtherWord;
            return telling > 1 ? OtherNameOfMany : OtherName;
        }

        if (left.Parent && right.Parent)
        {
            findings |= NameFindings.OtherWord;
            return OtherName;
        }

        if (left.Others > 0 && right.Others > 0)
        {
            findings |= NameFindings.OtherWord;
            return OtherCommonName;
        }

        if (left.First || right.First)
        {
            findings |= NameFindings.FirstWordMissing;
            return telling > 1 ? FirstNameOfManyMissing : FirstNameMissing;
        }

        return 100;
    }

    private static int OffFor(Missing missing, ref NameFindings findings)
    {
        var off = (missing.Optional * ForOptional) + (missing.BirthOrder * ForBirthOrder) + (missing.Family * ForFamily)
            + (missing.Initials * ForInitial) + (missing.CommonFirst ? ForCommonFirst : 0) + (missing.Parent ? ForParent : 0);
        var words = missing.Words - missing.Family;
        off += words > 0 ? ForWord + ((words - 1) * ForNextWord) : 0;
        if ((findings & NameFindings.OtherWord) != 0)
        {
            return off;
        }

        words -= missing.First ? 1 : 0;
        findings |= (missing.Optional > 0 || missing.BirthOrder > 0 ? NameFindings.OptionalWord : NameFindings.None)
            | (missing.Family > 0 ? NameFindings.FamilyNameMissing : NameFindings.None)
            | (words > 0 || missing.Initials > 0 || missing.CommonFirst ? NameFindings.WordMissing : NameFindings.None)
            | (missing.Parent ? NameFindings.PatronymMissing : NameFindings.None);
        return off;
    }

    // "B. Santoso" may be Budi or Bambang.
    private static bool FirstIsInitial(scoped in NameWords left, scoped in NameWords right, scoped in NamePairs pairs)
    {
        for (var at = 0; at < pairs.Count; at++)
        {
            var pair = pairs[at];
            if (pair is { Left: 0, Right: 0 } && (pair.Findings & NameFindings.Initial) != 0)
            {
                return left[0].Tells || right[0].Tells;
            }
        }

        return false;
    }
}
