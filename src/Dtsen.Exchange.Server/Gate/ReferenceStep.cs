using Microsoft.AspNetCore.Http;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>The caller's own case number, which the record keeps so that both sides find a call again.</summary>
internal static class ReferenceStep
{
    public const string Header = "dtsen-reference";

    private const int MaxLength = 64;

    /// <summary>Reads the header; empty where there is none.</summary>
    /// <exception cref="Grpc.Core.RpcException">
    /// It is too long, or holds what could be a NIK: a reference is kept, and read by auditors.
    /// </exception>
    public static string Read(HttpContext http)
    {
        var reference = http.Request.Headers[Header].ToString();
        return reference.Length <= MaxLength && !LongNumber.IsIn(reference) ? reference : throw Problems.ReferenceInvalid();
    }
}
