using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Wilayahs;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>
/// When a NIK or a nomor KK is one: its form is right, its province is known, and it is no placeholder of one digit sixteen times. A NIK
/// passes exactly where <see cref="Domain.NikChecks.NikCheck"/> finds no error; that one explains, this one is asked a billion times.
/// </summary>
internal sealed class NumberRule
{
    private const ulong OneDigit = 1_111_111_111_111_111;

    private readonly bool[] _provinces = new bool[100];

    public NumberRule(WilayahTable wilayah)
    {
        foreach (var province in wilayah.CodesOf(WilayahLevel.Provinsi))
        {
            _provinces[province.Number] = true;
        }
    }

    public bool IsNik(string text) => Nik.TryParse(text, out var nik) && Passes(nik);

    public bool IsFamilyNumber(string text) => FamilyNumber.TryParse(text, out var number) && Passes(number);

    /// <summary>Whether a NIK of the right form is one.</summary>
    public bool Passes(Nik nik) => _provinces[nik.ProvinceCode] && nik.RevealNumber() % OneDigit != 0;

    /// <summary>Whether a nomor KK of the right form is one.</summary>
    public bool Passes(FamilyNumber number) => _provinces[number.ProvinceCode] && number.RevealNumber() % OneDigit != 0;
}
