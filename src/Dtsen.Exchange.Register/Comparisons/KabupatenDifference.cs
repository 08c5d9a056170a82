namespace Dtsen.Exchange.Register.Comparisons;

/// <summary>
/// How the families of one kabupaten or kota differ. A family that moved to another kabupaten is gone from the one and new in the other.
/// </summary>
public sealed class KabupatenDifference
{
    /// <summary>Families in the release.</summary>
    public long Families { get; private set; }

    /// <summary>Families in the other.</summary>
    public long BaseFamilies { get; private set; }

    /// <summary>Families without a desil in the release.</summary>
    public long Unranked { get; private set; }

    /// <summary>Families without a desil in the other.</summary>
    public long BaseUnranked { get; private set; }

    /// <summary>Families that it has in the release alone.</summary>
    public long NewFamilies { get; private set; }

    /// <summary>Families that it has in the other alone.</summary>
    public long GoneFamilies { get; private set; }

    /// <summary>Families that it has in both, with a desil that differs by <see cref="ReleaseDifference.FarMove"/> or more.</summary>
    public long MovedFar { get; private set; }

    internal void AddNew(int desil)
    {
        NewFamilies++;
        CountNow(desil);
    }

    internal void AddGone(int desil)
    {
        GoneFamilies++;
        CountBefore(desil);
    }

    internal void AddBoth(int from, int to)
    {
        CountBefore(from);
        CountNow(to);
        MovedFar += ReleaseDifference.IsFar(from, to) ? 1 : 0;
    }

    private void CountNow(int desil)
    {
        Families++;
        Unranked += desil == 0 ? 1 : 0;
    }

    private void CountBefore(int desil)
    {
        BaseFamilies++;
        BaseUnranked += desil == 0 ? 1 : 0;
    }
}
