using System.Globalization;
using System.Text;

namespace Dtsen.Exchange.Pki;

/// <summary>The CA's index as a CSV file. No value can hold a comma: names are checked where certificates are issued.</summary>
internal static class IssuedIndex
{
    private const string Header = "serial,kind,subject,not_before,not_after,revoked_at";

    public static List<IssuedCertificate> Read(string path)
    {
        List<IssuedCertificate> rows = [];
        foreach (var line in File.ReadLines(path).Skip(1))
        {
            var cells = line.Split(',');
            if (cells.Length != 6)
                throw new InvalidDataException($"The index of certificates has a row of {cells.Length} cells instead of 6.");
            rows.Add(new IssuedCertificate(
                cells[0], Enum.Parse<SubjectKind>(cells[1]), cells[2], Time(cells[3]), Time(cells[4]),
                cells[5].Length == 0 ? null : Time(cells[5])));
        }
        return rows;
    }

    public static void Write(string path, IEnumerable<IssuedCertificate> rows)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (var row in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"{row.Serial},{row.Kind},{row.Subject},");
            text.Append(CultureInfo.InvariantCulture, $"{Text(row.NotBefore)},{Text(row.NotAfter)},");
            text.Append(row.RevokedAt is { } at ? Text(at) : "").Append('\n');
        }
        SafeFile.Write(path, Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
