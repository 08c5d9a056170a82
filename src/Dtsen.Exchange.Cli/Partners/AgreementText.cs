using Google.Protobuf.Collections;
using Google.Type;

namespace Dtsen.Exchange.Cli.Partners;

/// <summary>Parts of an agreement for people.</summary>
internal static class AgreementText
{
    public static string Day(Date? day) => day is null ? "" : $"{day.Year:D4}-{day.Month:D2}-{day.Day:D2}";

    public static string List(RepeatedField<string> values) => values.Count == 0 ? "none" : string.Join(", ", values);
}
