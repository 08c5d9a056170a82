namespace Dtsen.Exchange.Sandbox.Nation;

/// <summary>
/// Gives the last four digits of NIK and nomor KK, so that none is given twice in the nation although each kabupaten is made by itself:
/// a kabupaten's own people have 0001 to 4999 in its own regions, and in regions of others the few numbers from 5000 on that belong to
/// this kabupaten alone. From 9901 on they are
/// <see cref="Magic.MagicNiks"/>.
/// </summary>
/// <param name="home">The kabupaten whose people are numbered.</param>
internal sealed class NumberIssuer(Kabupaten home)
{
    private const int LastOwn = 4999;
    private const int FirstForeign = 5000;
    private const int ForeignNumbers = 9;

    private readonly Dictionary<ulong, int> _issued = [];

    /// <summary>Gives a number.</summary>
    /// <param name="kecamatan">Where it is issued: a kecamatan of today, six digits.</param>
    /// <param name="region">The region digits that the number carries.</param>
    /// <param name="date">The date that the number carries.</param>
    /// <param name="dayOffset">40 for women, else 0.</param>
    /// <param name="number">The number.</param>
    /// <returns>False where the region of another kabupaten has none left on that day.</returns>
    public bool TryIssue(ulong kecamatan, ulong region, DateOnly date, int dayOffset, out ulong number)
    {
        var isOwn = kecamatan / 100 == home.Code.Number;
        var prefix = (region * 1_000_000) + (ulong)(((date.Day + dayOffset) * 10_000) + (date.Month * 100) + (date.Year % 100));
        _issued.TryGetValue(prefix, out var issued);
        number = (prefix * 10_000) + (ulong)(isOwn ? issued + 1 : FirstForeign + (home.Index * ForeignNumbers) + issued);
        if (issued >= (isOwn ? LastOwn : ForeignNumbers))
        {
            return false;
        }

        _issued[prefix] = issued + 1;
        return true;
    }
}
