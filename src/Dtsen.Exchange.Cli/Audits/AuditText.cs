using System.Globalization;
using System.Text.Json;
using Dtsen.Exchange.Domain;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Dtsen.Exchange.Cli.Audits;

/// <summary>Entries of the log in words.</summary>
internal static class AuditText
{
    /// <summary>A time in WIB, to the second.</summary>
    public static string TimeOf(Timestamp time) =>
        time.ToDateTimeOffset().ToOffset(Wib.Offset).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>How a call ended, as gRPC and <c>ErrorReason</c> name it.</summary>
    public static string OutcomeOf(Contracts.AccessLog.V1.AccessEntry entry) =>
        entry.Status == 0 ? "OK"
        : entry.Reason != Contracts.Type.V1.ErrorReason.Unspecified ? Upper(entry.Reason)
        : Upper((StatusCode)entry.Status);

    /// <summary>A name as the protos write it.</summary>
    public static string Upper(System.Enum value) => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());
}
