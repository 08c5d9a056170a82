using System.Globalization;
using Dtsen.Exchange.Cli.Csv;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Contracts.Population.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Google.Type;

namespace Dtsen.Exchange.Cli.Events;

/// <summary>Events as rows of CSV: which columns an event reads depends on what it is.</summary>
internal sealed class EventColumns
{
    private const StringSplitOptions Trimmed = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    private readonly CsvInput _input;

    private EventColumns(CsvInput input) => _input = input;

    /// <exception cref="CliFailure">A column that every event needs is not there.</exception>
    public static EventColumns Find(CsvInput input)
    {
        foreach (var column in new[] { "event_id", "event_date", "event" })
        {
            if (input.Find(column) < 0)
            {
                throw new CliFailure(
                    ExitCode.Usage, $"The file has no column {column}: every event needs it, by this name in the first line.");
            }
        }

        return new EventColumns(input);
    }

    public IEnumerable<EventRow> Read(CsvInput input) => input.Rows().Select(row =>
        row.Fault is { } fault ? new EventRow(row.Number, null, fault) : Read(row));

    private EventRow Read(CsvRow row)
    {
        var read = new LifeEvent { EventId = Cell("event_id"), EventDate = Day(Cell("event_date")) };
        switch (Cell("event").ToLowerInvariant())
        {
            case "lahir":
                read.Lahir = new Lahir { Anak = Person(), NomorKartuKeluarga = Cell("no_kk") };
                break;
            case "mati":
                read.Mati = new Mati { Nik = Cell("nik") };
                break;
            case "pindah" when Cell("nik").Length == 0:
                read.Pindah = new Pindah
                {
                    Keluarga = new PindahKeluarga { NomorKartuKeluarga = Cell("no_kk"), KodeKelurahanDesa = Cell("kode_desa") },
                };
                break;
            case "pindah":
                read.Pindah = new Pindah { Anggota = new PindahAnggota { Nik = { Niks("nik") }, Tujuan = To() } };
                break;
            case "datang":
                read.Datang = new Datang { Penduduk = { Person() }, Tujuan = To() };
                break;
            case "kawin":
                read.Kawin = new Kawin
                {
                    NikSuami = Cell("nik"), NikIstri = Cell("nik_pasangan"), Pindah = { Niks("nik_pindah") }, Tujuan = To(),
                };
                break;
            case "cerai":
                read.Cerai = new Cerai
                {
                    NikSuami = Cell("nik"), NikIstri = Cell("nik_pasangan"), Pindah = { Niks("nik_pindah") }, Tujuan = To(),
                };
                break;
            case "pergantian_kk":
                read.PergantianKk = new PergantianKk
                {
                    NomorLama = Cell("no_kk"),
                    NomorBaru = Cell("no_kk_tujuan"),
                    Alasan = Enum.TryParse<AlasanPergantianKk>(Name("alasan"), true, out var reason) ? reason : default,
                    Anggota = { Niks("nik_pindah") },
                    KodeKelurahanDesa = Cell("kode_desa"),
                };
                break;
            case "perubahan_nik":
                read.PerubahanNik = new PerubahanNik
                {
                    Nik = Cell("nik"),
                    Status = Enum.TryParse<NikStatus>(Name("status"), true, out var status) ? status : default,
                    NikTetap = Cell("nik_tetap"),
                };
                break;
            case "koreksi":
                read.Koreksi = new Koreksi
                {
                    Nik = Cell("nik"), Nama = Cell("nama"), TanggalLahir = Day(Cell("tanggal_lahir")), JenisKelamin = Sex(),
                };
                break;
            default:
                return new EventRow(
                    row.Number, null,
                    "The column event must be lahir, mati, pindah, datang, kawin, cerai, pergantian_kk, perubahan_nik or koreksi.");
        }

        return new EventRow(row.Number, read);

        string Cell(string column) => _input.Find(column) is var at and >= 0 ? row.Cells[at].Trim() : "";
        string Name(string column) => Cell(column).Replace("_", "", StringComparison.Ordinal);
        IEnumerable<string> Niks(string column) => Cell(column).Split([' ', ';', '|'], Trimmed);
        uint Sex() => uint.TryParse(Cell("jenis_kelamin"), NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : 0;
        Tujuan? To() => Cell("no_kk_tujuan") is { Length: > 0 } family
            ? new Tujuan { NomorKartuKeluarga = family, KodeKelurahanDesa = Cell("kode_desa") } : null;
        Penduduk Person() => new()
        {
            Nik = Cell("nik"), Nama = Cell("nama"), TanggalLahir = Day(Cell("tanggal_lahir")), JenisKelamin = Sex(),
        };
    }

    private static Date? Day(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        // A day that is none is for the exchange to refuse, with its field.
        return DateOnly.TryParseExact(
            text, ["yyyy-MM-dd", "dd-MM-yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new Date { Year = day.Year, Month = day.Month, Day = day.Day } : new Date();
    }
}
