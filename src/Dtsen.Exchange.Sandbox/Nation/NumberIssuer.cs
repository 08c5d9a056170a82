namespace Dtsen.Exchange.Sandbox.Nation;

/// <summary>
/// Gives the last four digits of NIK and nomor KK, so that none is given twice in the nation although each kabupaten is made by itself:
/// a kabupaten's own people have 0001 to 4999 in its own regions, and in regions of others the few numbers from 5000 on that belong to
/// this kabupaten alone. From 9901 on they are <see cref="Magic.MagicNiks"/>. Where a kabupaten is gone through by kecamatan, those who are
/// registered in the one that is being made have 0001 to 3999 there, and what was given is forgotten with it.
/// </summary>
/// <param name="home">The kabupaten whose people are numbered.</param>
internal sealed class NumberIssuer(Kabupaten home)
{
    private const int LastHere = 3999;
    private const int LastOwn = 4999;
    private const int FirstForeign = 5000;
    private const int ForeignNumbers = 9;

    private readonly Dictionary<ulong, int> _issued = [];
    private readonly Dictionary<ulong, int> _issuedHere = [];
    private ulong? _here;

    /// <summary>Goes on to the next kecamatan of a kabupaten that is gone through by kecamatan.</summary>
    public void Enter(ulong kecamatan)
    {
        _here = kecamatan;
        _issuedHere.Clear();
    }

    /// <summary>Gives a number.</summary>
    /// <param name="kecamatan">Where it is issued: a kecamatan of today, six digits.</param>
    /// <param name="region">The region digits that the number carries.</param>
    /// <param name="date">The date that the number carries.</param>
    /// <param name="dayOffset">40 for women, else 0.</param>
    /// <param name="number">The number.</param>
    /// <returns>False where the region of another kabupaten has none left on that day.</returns>
    public bool TryIssue(ulong kecamatan, ulong region, DateOnly date, int dayOffset, out ulong number)
    {
        var (first, last) = Numbers(kecamatan);
        var known = kecamatan == _here ? _issuedHere : _issued;
        var prefix = (region * 1_000_000) + (ulong)(((date.Day + dayOffset) * 10_000) + (date.Month * 100) + (date.Year % 100));
        known.TryGetValue(prefix, out var issued);
        number = (prefix * 10_000) + (ulong)(first + issued);
        if (first + issued > last)
        {
            return false;
        }

        known[prefix] = issued + 1;
        return true;
    }

    private (int First, int Last) Numbers(ulong kecamatan)
    {
        if (kecamatan / 100 != home.Code.Number)
        {
            var first = FirstForeign + (home.Index * ForeignNumbers);
            return (first, first + ForeignNumbers - 1);
        }

        return kecamatan == _here ? (1, LastHere) : (_here is null ? 1 : LastHere + 1, LastOwn);
    }
}
