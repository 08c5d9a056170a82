using System.Globalization;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>
/// A single request is read before any interceptor sees the call: gRPC itself refuses one that is too large, and answers bytes that are no
/// message with UNKNOWN, those that are not one message with INTERNAL. The gate lets neither out without details, so the caller is told
/// what is wrong; and these calls are recorded here.
/// </summary>
internal static class UnreadableRequests
{
    private const string Status = "grpc-status";
    private const string Message = "grpc-message";
    private const string Details = "grpc-status-details-bin";

    public static void AnswerUnreadableRequests(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        await next(http);
        if (http.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>() is { } method
            && Find(http, out var place) && IsRefusedByGrpc(place, out var code))
        {
            Answer(http, method.Method.FullName, place, code);
        }
    });

    private static void Answer(HttpContext http, string method, IHeaderDictionary place, StatusCode code)
    {
        var record = http.RequestServices.GetRequiredService<RecordStep>();
        var refusal = code is StatusCode.Unknown or StatusCode.Internal ? Problems.Unreadable() : new RpcException(new Status(code, ""));
        try
        {
            record.Refuse(http, method, refusal);
        }
        catch (RpcException notRecorded)
        {
            refusal = notRecorded;
        }

        if (refusal.Trailers.GetValueBytes(Details) is { } details)
        {
            place[Status] = ((int)refusal.StatusCode).ToString(CultureInfo.InvariantCulture);
            place[Message] = Uri.EscapeDataString(refusal.Status.Detail);
            place[Details] = Convert.ToBase64String(details);
        }
    }

    /// <summary>Every refusal of the gate has details. A caller that hung up, or whose time was up, was recorded by the gate.</summary>
    private static bool IsRefusedByGrpc(IHeaderDictionary place, out StatusCode code)
    {
        code = int.TryParse(place[Status].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (StatusCode)number
            : StatusCode.Unknown;
        return !place.ContainsKey(Details) && code is not (StatusCode.OK or StatusCode.Cancelled or StatusCode.DeadlineExceeded);
    }

    /// <summary>The status stands among the trailers, or among the headers of an answer without a body.</summary>
    private static bool Find(HttpContext http, out IHeaderDictionary place)
    {
        var trailers = http.Features.Get<IHttpResponseTrailersFeature>()?.Trailers;
        place = trailers is not null && trailers.ContainsKey(Status) ? trailers : http.Response.Headers;
        return place.ContainsKey(Status) && !place.IsReadOnly;
    }
}
