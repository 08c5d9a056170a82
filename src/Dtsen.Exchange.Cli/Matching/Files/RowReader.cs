using System.Globalization;
using Dtsen.Exchange.Cli.Tables;
using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain.Spreadsheets;
using Google.Type;

namespace Dtsen.Exchange.Cli.Matching.Files;

/// <summary>Makes records of rows. What cannot be read is said, never guessed and never left out.</summary>
internal sealed class RowReader(MatchColumns columns)
{
    private const string WriteAsText =
        "Ambil nomor dari sumber aslinya dan simpan kolomnya sebagai teks sebelum diisi, lalu kirim ulang.";

    /// <summary>Reads a row: a record to send, or what its result is without sending it.</summary>
    public (MatchRecord? Record, RowResult? Known) Read(TableRow row)
    {
        if (row.IsBroken)
        {
            return (null, new RowResult(
                RowResult.Broken, "", string.Create(CultureInfo.InvariantCulture, $"Baris data ke-{row.Number} rusak."),
                "Perbaiki tanda kutip atau jumlah kolom pada baris ini, lalu kirim ulang."));
        }

        var nik = Cell(row, columns.Nik);
        if (DamageOf("NIK", nik) is { } nikDamage)
        {
            return (null, new RowResult("FORMAT_NIK_SALAH", "15", nikDamage, WriteAsText));
        }

        var familyNumber = Cell(row, columns.FamilyNumber);
        if (DamageOf("Nomor KK", familyNumber) is { } damage)
        {
            return (null, new RowResult(RowResult.Invalid, "", damage, WriteAsText));
        }

        Date? birthDate = null;
        if (IsGiven(Cell(row, columns.BirthDate), out var written))
        {
            if (!WrittenDate.TryRead(written, out var day))
            {
                return (null, Unreadable(
                    "Tanggal lahir", "Tulis tanggal sebagai DD-MM-YYYY, DD/MM/YYYY atau YYYY-MM-DD, atau kosongkan bila tidak diketahui."));
            }

            birthDate = new Date { Year = day.Year, Month = day.Month, Day = day.Day };
        }

        var sex = Domain.Sex.Unknown;
        if (IsGiven(Cell(row, columns.Sex), out written) && !WrittenSex.TryRead(written, out sex))
        {
            return (null, Unreadable("Jenis kelamin", "Tulis L atau P, atau kosongkan bila tidak diketahui."));
        }

        var wilayah = IsGiven(Cell(row, columns.Wilayah), out written) ? written.Replace(".", "", StringComparison.Ordinal) : "";
        return (new MatchRecord
        {
            Nik = IsGiven(nik, out _) ? nik.Text : "",
            Name = Cell(row, columns.Name).Text,
            FamilyNumber = IsGiven(familyNumber, out written) ? written : "",
            BirthDate = birthDate,
            Sex = (uint)sex,
            WilayahCode = wilayah,
            WilayahCodeSystem = wilayah.Length > 0 ? WilayahCodeSystem.Kemendagri : WilayahCodeSystem.Unspecified,
        }, null);
    }

    private static TableCell Cell(TableRow row, int column) => column >= 0 ? row.Cells[column] : new TableCell("");

    /// <summary>Whether something stands in a cell; a hyphen is how people write that nothing does.</summary>
    private static bool IsGiven(TableCell cell, out string text)
    {
        text = cell.Text.Trim();
        return text.Length > 0 && text != "-";
    }

    private static RowResult Unreadable(string field, string next) => new(RowResult.Invalid, "", $"{field} tidak dapat dibaca.", next);

    private static string? DamageOf(string what, TableCell cell) => DamagedNumber.Of(cell.Text, cell.IsNumber) switch
    {
        NumberDamage.Scientific => $"{what} diubah Excel menjadi angka berpangkat (seperti 3.20101E+15): angka-angka terakhirnya hilang.",
        NumberDamage.LastDigitZero =>
            $"{what} tersimpan sebagai angka, bukan teks: Excel hanya menyimpan 15 angka, sehingga angka terakhir menjadi 0.",
        NumberDamage.Decimals => $"{what} tersimpan sebagai angka dengan desimal (.0): angka terakhirnya mungkin sudah berubah.",
        _ => null,
    };
}
