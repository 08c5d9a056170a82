namespace Dtsen.Exchange.Domain.Names;

/// <summary>The words of one name that the other has not, by what they tell.</summary>
internal struct Missing
{
    /// <summary>Muhammad, Siti and their like.</summary>
    public int Optional;

    /// <summary>Balinese names of birth order.</summary>
    public int BirthOrder;

    /// <summary>Names of clans; also in <see cref="Words"/>.</summary>
    public int Family;

    /// <summary>Single letters.</summary>
    public int Initials;

    /// <summary>Words that name a person: given names, names of clans, what is not known; and common ones that are not the first.</summary>
    public int Words;

    /// <summary>Those of <see cref="Words"/> that can tell two people apart.</summary>
    public int Telling;

    /// <summary>Optional, common and birth-order words.</summary>
    public int Others;

    /// <summary>A common word stands before all that the names share.</summary>
    public bool CommonFirst;

    /// <summary>A telling word stands before all that the names share.</summary>
    public bool First;

    /// <summary>A parent's name or an alias.</summary>
    public bool Parent;

    public readonly bool Any => Optional + BirthOrder + Initials + Words > 0 || CommonFirst;

    /// <param name="name">The name.</param>
    /// <param name="pairs">The pairs.</param>
    /// <param name="isLeft">Whether it is the left name.</param>
    /// <param name="firstShared">Place of its first word, optional ones aside, that the other has too.</param>
    public static Missing Of(scoped in NameWords name, scoped in NamePairs pairs, bool isLeft, int firstShared)
    {
        var missing = new Missing();
        for (var at = 0; at < name.Count; at++)
        {
            if (isLeft ? pairs.IsLeftTaken(at) : pairs.IsRightTaken(at))
            {
                continue;
            }

            missing.Add(name[at], at < firstShared);
        }

        return missing;
    }

    private void Add(in NameWord word, bool before)
    {
        if (word.Aside)
        {
            Parent = true;
            return;
        }

        if (word.IsInitial)
        {
            Initials++;
            return;
        }

        switch (word.Kind)
        {
            case WordKind.Optional:
                Optional++;
                Others++;
                break;
            case WordKind.BirthOrder:
                BirthOrder++;
                Others++;
                break;
            case WordKind.Common:
                Others++;
                CommonFirst |= before;
                Words += before ? 0 : 1;
                break;
            default:
                Words++;
                Telling++;
                Family += word.Kind == WordKind.Family ? 1 : 0;
                First |= before && word.Kind != WordKind.Family;
                break;
        }
    }
}
