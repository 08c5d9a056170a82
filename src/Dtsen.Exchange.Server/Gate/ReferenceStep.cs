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
        return reference.Length <= MaxLength && !HoldsLongNumber(reference) ? reference : throw Problems.ReferenceInvalid();
    }

    /// <summary>Whether 16 digits stand side by side.</summary>
    public static bool HoldsLongNumber(string text)
    {
        var run = 0;
        foreach (var character in text)
        {
            run = char.IsAsciiDigit(character) ? run + 1 : 0;
            if (run == 16)
            {
                return true;
            }
        }

        return false;
    }
}
