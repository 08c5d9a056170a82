namespace Dtsen.Exchange.Register.Releases;

/// <summary>
/// What became of each family of an upload, by its place counted over all kabupaten: two bits a family, so that those of the nation
/// take 25 MB.
/// </summary>
internal sealed class FamilyMarks(long families)
{
    private readonly byte[] _marks = new byte[checked((int)((families + 3) / 4))];

    public FamilyMark this[ulong place] => (FamilyMark)((_marks[place >> 2] >> Shift(place)) & 3);

    /// <summary>Marks a family that is not marked yet: the first mark stays.</summary>
    public void Set(ulong place, FamilyMark mark)
    {
        if (this[place] == FamilyMark.Kept)
        {
            _marks[place >> 2] |= (byte)((int)mark << Shift(place));
        }
    }

    private static int Shift(ulong place) => (int)(place & 3) * 2;
}
