using Dtsen.Exchange.Sandbox.Nation.Names;

namespace Dtsen.Exchange.Sandbox.Nation;

/// <summary>What makes a province of the synthetic nation look like itself. Rough and rounded: a shape, not statistics.</summary>
/// <param name="Code">Kemendagri code.</param>
/// <param name="People">People, in hundred thousands.</param>
/// <param name="Welfare">How much better (or worse) off its families are, in standard deviations.</param>
/// <param name="Latitude">Of about its middle, degrees north.</param>
/// <param name="Longitude">Of about its middle, degrees east.</param>
/// <param name="Wood">Whether houses are usually of wood and zinc.</param>
/// <param name="Styles">Ways of naming, the most frequent first.</param>
internal sealed record ProvinceTraits(
    int Code, int People, double Welfare, double Latitude, double Longitude, bool Wood, params NameStyle[] Styles)
{
    private static readonly ProvinceTraits[] All =
    [
        new(11, 55, -0.20, 4.40, 96.90, true, SumatraNames.Aceh, JavaNames.Javanese),
        new(12, 156, -0.05, 2.20, 99.10, true, SumatraNames.Batak, JavaNames.Javanese, SumatraNames.Malay, JavaNames.Tionghoa),
        new(13, 58, 0.05, -0.75, 100.60, false, SumatraNames.Minang, SumatraNames.Batak),
        new(14, 67, 0.10, 0.55, 101.70, true, SumatraNames.Malay, SumatraNames.Minang, JavaNames.Javanese, SumatraNames.Batak),
        new(15, 37, 0.00, -1.65, 102.70, true, SumatraNames.Malay, JavaNames.Javanese),
        new(16, 88, -0.05, -3.20, 104.10, true, SumatraNames.Malay, JavaNames.Javanese),
        new(17, 21, -0.15, -3.60, 102.40, false, SumatraNames.Malay, JavaNames.Javanese),
        new(18, 94, -0.15, -4.90, 105.10, false, JavaNames.Javanese, SumatraNames.Malay, EastNames.Bali),
        new(19, 15, 0.20, -2.50, 106.40, false, SumatraNames.Malay, JavaNames.Tionghoa),
        new(21, 22, 0.45, 1.05, 104.20, false, SumatraNames.Malay, JavaNames.Javanese, SumatraNames.Batak, JavaNames.Tionghoa),
        new(
            31, 107, 0.80, -6.20, 106.83, false,
            JavaNames.Javanese, JavaNames.Betawi, JavaNames.Sundanese, SumatraNames.Batak, JavaNames.Tionghoa),
        new(32, 503, 0.10, -6.90, 107.50, false, JavaNames.Sundanese, JavaNames.Sundanese, JavaNames.Javanese, JavaNames.Betawi),
        new(33, 379, -0.05, -7.20, 110.20, false, JavaNames.Javanese),
        new(34, 38, 0.15, -7.85, 110.40, false, JavaNames.Javanese),
        new(35, 418, 0.00, -7.60, 112.50, false, JavaNames.Javanese, JavaNames.Javanese, JavaNames.Madura),
        new(36, 124, 0.25, -6.40, 106.10, false, JavaNames.Sundanese, JavaNames.Betawi, JavaNames.Javanese, JavaNames.Tionghoa),
        new(51, 44, 0.35, -8.40, 115.15, false, EastNames.Bali, EastNames.Bali, JavaNames.Javanese),
        new(52, 56, -0.35, -8.65, 117.30, false, EastNames.Sasak),
        new(53, 57, -0.65, -9.50, 123.60, true, EastNames.NusaTenggara),
        new(61, 57, -0.10, -0.10, 111.10, true, KalimantanSulawesiNames.Dayak, SumatraNames.Malay, JavaNames.Tionghoa),
        new(62, 28, 0.00, -1.60, 113.40, true, KalimantanSulawesiNames.Dayak, KalimantanSulawesiNames.Banjar, JavaNames.Javanese),
        new(63, 43, 0.05, -3.00, 115.40, true, KalimantanSulawesiNames.Banjar, JavaNames.Javanese),
        new(64, 40, 0.40, 0.40, 116.40, true, KalimantanSulawesiNames.Banjar, KalimantanSulawesiNames.Bugis, JavaNames.Javanese),
        new(65, 7, 0.25, 3.10, 116.60, true, KalimantanSulawesiNames.Bugis, KalimantanSulawesiNames.Dayak),
        new(71, 27, 0.05, 1.00, 124.50, true, KalimantanSulawesiNames.Minahasa),
        new(72, 31, -0.20, -1.20, 120.80, true, KalimantanSulawesiNames.Bugis, KalimantanSulawesiNames.Minahasa),
        new(73, 95, 0.00, -4.10, 120.00, true, KalimantanSulawesiNames.Bugis),
        new(74, 28, -0.10, -4.00, 122.40, true, KalimantanSulawesiNames.Bugis),
        new(75, 12, -0.30, 0.65, 122.50, true, KalimantanSulawesiNames.Gorontalo),
        new(76, 15, -0.30, -2.60, 119.30, true, KalimantanSulawesiNames.Bugis),
        new(81, 19, -0.45, -3.30, 129.00, true, EastNames.Maluku),
        new(82, 14, -0.20, 0.90, 127.80, true, EastNames.Maluku, KalimantanSulawesiNames.Gorontalo),
        new(91, 11, -0.40, -2.50, 139.80, true, EastNames.PapuaCoast, KalimantanSulawesiNames.Bugis, JavaNames.Javanese),
        new(92, 6, -0.40, -1.50, 133.60, true, EastNames.PapuaCoast, JavaNames.Javanese),
        new(93, 5, -0.60, -7.30, 139.70, true, EastNames.PapuaCoast, JavaNames.Javanese),
        new(94, 15, -0.80, -3.70, 136.50, true, EastNames.PapuaHighland, KalimantanSulawesiNames.Bugis),
        new(95, 15, -1.20, -4.00, 138.90, true, EastNames.PapuaHighland),
        new(96, 6, -0.40, -1.00, 131.80, true, EastNames.PapuaCoast, JavaNames.Javanese),
    ];

    /// <summary>Traits of a province; one that an overlay of the list adds gets those of the first.</summary>
    public static ProvinceTraits Of(int code) => Array.Find(All, traits => traits.Code == code) ?? All[0] with { Code = code };
}
