namespace Dtsen.Exchange.Sandbox.Nation;

/// <summary>
/// Kabupaten of the provinces that were cut out of Papua and Papua Barat in 2022, under the codes that they had before. Whoever was
/// registered there earlier has the old code in the NIK for life, and no list of today's regions knows it.
/// </summary>
internal static class RetiredCodes
{
    /// <summary>Who was born later has the new code.</summary>
    public static readonly DateOnly LastDay = new(2022, 7, 24);

    private static readonly (ulong Now, ulong Before)[] Codes =
    [
        (9301, 9101), (9302, 9116), (9303, 9117), (9304, 9118),
        (9401, 9104), (9402, 9107), (9403, 9108), (9404, 9109),
        (9501, 9102), (9502, 9112), (9503, 9113), (9504, 9114),
        (9601, 9201), (9602, 9204), (9603, 9205), (9671, 9271),
    ];

    private static readonly Dictionary<ulong, ulong> Before = Codes.ToDictionary(code => code.Now, code => code.Before);

    /// <summary>The region code, six digits, under which somebody born on a day was registered in a kecamatan of today.</summary>
    public static ulong RegionAt(ulong kecamatan, DateOnly born) =>
        born <= LastDay && Before.TryGetValue(kecamatan / 100, out var old) ? (old * 100) + (kecamatan % 100) : kecamatan;
}
