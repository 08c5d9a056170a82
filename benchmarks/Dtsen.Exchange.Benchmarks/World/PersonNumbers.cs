using System.Globalization;

namespace Dtsen.Exchange.Benchmarks.World;

/// <summary>The numbers of somebody who does not exist.</summary>
/// <param name="Nik">NIK.</param>
/// <param name="FamilyNumber">Nomor KK.</param>
internal readonly record struct PersonNumbers(ulong Nik, ulong FamilyNumber)
{
    /// <summary>A number as calls carry it.</summary>
    public static string Text(ulong number) => number.ToString("D16", CultureInfo.InvariantCulture);

    /// <summary>A number of 16 digits.</summary>
    public static ulong Parse(string text) => ulong.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
