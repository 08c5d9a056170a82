using System.Globalization;
using System.Text.Json;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Type.V1;

namespace Dtsen.Exchange.Cli.Desil;

/// <summary>An answer in words; what is not there is empty.</summary>
internal static class DesilText
{
    public static string NameOf(Enum value) => Upper(value);

    /// <summary>At which state it was read, and what the agreement withholds.</summary>
    public static IEnumerable<string[]> RowsOf(ResponseInfo info)
    {
        yield return ["Read from", $"{info.ReadAt.Release}, at {info.ReadAt.Seq}"];
        if (info.WithheldVariables.Count > 0)
        {
            yield return ["Withheld", string.Join(", ", info.WithheldVariables)];
        }
    }

    public static IReadOnlyList<(string Label, string Value)> FieldsOf(DesilAnswer answer) =>
    [
        ("desil_nasional", Number(answer.DesilNasional)),
        ("desil_provinsi", Number(answer.DesilProvinsi)),
        ("desil_kabupaten_kota", Number(answer.DesilKabupatenKota)),
        ("desil_basis", answer.DesilBasis == DesilBasis.Unspecified ? "" : Upper(answer.DesilBasis)),
        ("kode_kabupaten_kota", answer.KodeKabupatenKota),
    ];

    private static string Upper(Enum value) => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());

    private static string Number(uint desil) => desil == 0 ? "" : desil.ToString(CultureInfo.InvariantCulture);
}
