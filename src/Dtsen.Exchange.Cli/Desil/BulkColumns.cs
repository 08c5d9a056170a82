using Dtsen.Exchange.Cli.Csv;
using Dtsen.Exchange.Cli.Terminal;

namespace Dtsen.Exchange.Cli.Desil;

/// <summary>Where in a row the fields of a lookup stand; -1 where the file has no such column.</summary>
internal sealed record BulkColumns(int Nik, int Kk, int Name, int ProofKk, int MemberNik)
{
    /// <exception cref="CliFailure">There is nothing to look up by.</exception>
    public static BulkColumns Find(CsvInput input)
    {
        var columns = new BulkColumns(
            input.Find("nik", "nomor_induk_kependudukan"),
            input.Find("kk", "no_kk", "nomor_kk", "nomor_kartu_keluarga"),
            input.Find("name", "nama", "nama_lgkp"),
            input.Find("proof_kk"),
            input.Find("member_nik"));
        return columns.Nik >= 0 || columns.Kk >= 0
            ? columns
            : throw new CliFailure(
                ExitCode.Usage, "The file has no column nik and none kk: one of them is needed, by this name in the first line.");
    }

    public DesilFields Read(CsvRow row) =>
        new(Cell(row, Nik), Cell(row, Kk), Cell(row, Name), Cell(row, ProofKk), Cell(row, MemberNik));

    private static string? Cell(CsvRow row, int column) => column >= 0 && row.Cells.Count > column ? row.Cells[column] : null;
}
