using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>
/// A single request is read before any interceptor sees the call, and gRPC answers bytes that are no message with UNKNOWN. The gate lets no
/// other UNKNOWN out, so this is the one, and the caller is told what is wrong.
/// </summary>
internal static class UnreadableRequests
{
    private const string Status = "grpc-status";
    private const string Message = "grpc-message";
    private const string Details = "grpc-status-details-bin";

    private static readonly string Unknown = ((int)StatusCode.Unknown).ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static void AnswerUnreadableRequests(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        await next(http);
        if (Find(http, out var place) && place[Status] == Unknown)
        {
            var problem = Problems.Unreadable();
            place[Status] = ((int)problem.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
            place[Message] = Uri.EscapeDataString(problem.Status.Detail);
            place[Details] = Convert.ToBase64String(problem.Trailers.GetValueBytes(Details)!);
        }
    });

    /// <summary>The status stands among the trailers, or among the headers of an answer without a body.</summary>
    private static bool Find(HttpContext http, out IHeaderDictionary place)
    {
        var trailers = http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpResponseTrailersFeature>()?.Trailers;
        place = trailers is not null && trailers.ContainsKey(Status) ? trailers : http.Response.Headers;
        return place.ContainsKey(Status) && !place.IsReadOnly;
    }
}
