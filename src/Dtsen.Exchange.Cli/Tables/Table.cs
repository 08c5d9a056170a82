using Dtsen.Exchange.Cli.Csv;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Cli.Xlsx;

namespace Dtsen.Exchange.Cli.Tables;

/// <summary>Opens files by what is in them, not by their names: a .csv is at times a spreadsheet, and a .xlsx at times text.</summary>
internal static class Table
{
    /// <exception cref="CliFailure">There is no file, or it cannot be read.</exception>
    public static ITable Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new CliFailure(ExitCode.Usage, $"{path} does not exist.");
        }

        Span<byte> mark = stackalloc byte[4];
        using (var file = File.OpenRead(path))
        {
            file.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false);
        }

        return mark switch
        {
            [(byte)'P', (byte)'K', 3, 4] => XlsxTable.Open(path),
            [0xD0, 0xCF, 0x11, 0xE0] => throw new CliFailure(
                ExitCode.Usage, $"{path} is an old workbook (.xls) or has a password: save it as .xlsx without one, or as .csv."),
            _ => new CsvTable(CsvInput.Open(path)),
        };
    }
}
