namespace Dtsen.Exchange.Register.Releases;

/// <summary>
/// What became of each family of an upload, by its place counted over all kabupaten: two bits a family, so that those of the nation
/// take 25 MB.
/// </summary>
/// <remarks>Several threads may mark, each another kabupaten: none shares a byte with another, see <see cref="PlacesOf"/>.</remarks>
internal sealed class FamilyMarks(long families)
{
    private const int InOneByte = 4;

    private readonly byte[] _marks = new byte[checked((int)((families + InOneByte - 1) / InOneByte))];

    /// <summary>Places of all families.</summary>
    public long Places { get; } = families;

    public FamilyMark this[ulong place] => (FamilyMark)((_marks[place >> 2] >> Shift(place)) & 3);

    /// <summary>Marks a family that is not marked yet: the first mark stays.</summary>
    public void Set(ulong place, FamilyMark mark)
    {
        if (this[place] == FamilyMark.Kept)
        {
            _marks[place >> 2] |= (byte)((int)mark << Shift(place));
        }
    }

    /// <summary>Marks every family that is not marked yet as it is marked elsewhere.</summary>
    public void SetAll(FamilyMarks others)
    {
        for (var at = 0; at < _marks.Length; at++)
        {
            if (others._marks[at] != 0)
            {
                for (var place = (ulong)at * InOneByte; place < (ulong)(at + 1) * InOneByte; place++)
                {
                    Set(place, others[place]);
                }
            }
        }
    }

    /// <summary>The place of the first family of each kabupaten.</summary>
    /// <param name="positions">What there is of each.</param>
    /// <param name="places">Places of all together.</param>
    public static ulong[] PlacesOf(IReadOnlyList<UploadPosition> positions, out long places)
    {
        var first = new ulong[positions.Count];
        places = 0;
        for (var at = 0; at < first.Length; at++)
        {
            first[at] = (ulong)places;
            places += (positions[at].Rows + InOneByte - 1) / InOneByte * InOneByte;
        }

        return first;
    }

    /// <summary>Whether any of some families that follow each other is marked.</summary>
    /// <param name="first">The place of the first.</param>
    /// <param name="families">How many they are.</param>
    public bool Any(ulong first, long families)
    {
        var end = first + (ulong)families;
        for (; first < end && first % InOneByte != 0; first++)
        {
            if (this[first] != FamilyMark.Kept)
            {
                return true;
            }
        }

        for (; first < end && end % InOneByte != 0; end--)
        {
            if (this[end - 1] != FamilyMark.Kept)
            {
                return true;
            }
        }

        return BytesOf(first, (long)(end - first)).ContainsAnyExcept((byte)0);
    }

    /// <summary>Whether any family of a kabupaten is marked for a number that it shares.</summary>
    /// <param name="first">The place of its first.</param>
    /// <param name="families">How many it has.</param>
    public bool AnyShares(ulong first, long families)
    {
        foreach (var marks in BytesOf(first, families))
        {
            // The upper of two bits: SharesNumber and SharesNik have it, Faulty has not.
            if ((marks & 0b10101010) != 0)
            {
                return true;
            }
        }

        return false;
    }

    private ReadOnlySpan<byte> BytesOf(ulong first, long families) =>
        _marks.AsSpan((int)(first / InOneByte), (int)((families + InOneByte - 1) / InOneByte));

    private static int Shift(ulong place) => (int)(place & 3) * 2;
}
