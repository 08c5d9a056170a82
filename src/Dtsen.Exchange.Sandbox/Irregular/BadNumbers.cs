using Dtsen.Exchange.Contracts.Release.V1;

namespace Dtsen.Exchange.Sandbox.Irregular;

/// <summary>NIK and nomor KK as they stand in files that went through spreadsheets and many hands.</summary>
internal static class BadNumbers
{
    private const string NikField = "members[0].nomor_induk_kependudukan";
    private const string NumberField = "nomor_kartu_keluarga";

    private static readonly (string What, string Nik)[] Niks =
    [
        ("NIK \"0\"", "0"),
        ("NIK empty", ""),
        ("NIK sementara", "NIK SEMENTARA"),
        ("placeholder that two families share (first)", "9999999999999999"),
        ("placeholder that two families share (second)", "9999999999999999"),
        ("NIK of 15 digits", "320437520783001"),
        ("NIK of 17 digits", "32043752078300011"),
        ("letter O for a zero", "32O4375207830001"),
        ("full-width digits", "３２０４３７５２０７８３０００１"),
        ("blank before the digits", " 3204375207830001"),
        ("rounded by a spreadsheet", "3.20437520783E+15"),
        ("unknown province 99", "9904375207830001"),
        ("born on 30 February", "3204377002830001"),
        ("sequence 0000", "3204375207830000"),
    ];

    public static void AddTo(BadRanking ranking)
    {
        foreach (var (what, nik) in Niks)
        {
            ranking.Add(what, SetAsideReason.NikInvalid, NikField, family => family.Members[0].NomorIndukKependudukan = nik);
        }

        var shared = ranking.Next().Members[0].NomorIndukKependudukan;
        foreach (var which in new[] { "first", "second" })
        {
            ranking.Add(
                $"the same NIK in two families ({which})", SetAsideReason.NikDuplicate, NikField,
                family => family.Members[0].NomorIndukKependudukan = shared);
        }

        var number = ranking.Next().NomorKartuKeluarga;
        foreach (var which in new[] { "first", "second" })
        {
            ranking.Add(
                $"the same nomor KK twice ({which})", SetAsideReason.FamilyNumberDuplicate, NumberField,
                family => family.NomorKartuKeluarga = number);
        }

        ranking.Add("nomor KK \"0\"", SetAsideReason.FamilyNumberInvalid, NumberField, family => family.NomorKartuKeluarga = "0");
        ranking.Add(
            "nomor KK of month 13", SetAsideReason.FamilyNumberInvalid, NumberField,
            family => family.NomorKartuKeluarga = "3204370113200001");
    }
}
