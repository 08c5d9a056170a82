using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Google.Rpc;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Tests.Hostile;

/// <summary>A call as bytes over HTTP/2, with nothing between that would keep them from being wrong.</summary>
internal static class RawHttpCall
{
    private const string Status = "grpc-status";

    /// <summary>Sends a body and reads the whole answer.</summary>
    public static async Task<RawReply> SendAsync(
        HttpClient client, string method, HttpContent body, IEnumerable<(string Name, string Value)> headers,
        CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, method)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = body,
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.ParseAdd("trailers");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        var answers = MessagesIn(await response.Content.ReadAsByteArrayAsync(cancellation));
        var trailers = response.TrailingHeaders.Contains(Status) ? (HttpHeaders)response.TrailingHeaders : response.Headers;
        var code = trailers.TryGetValues(Status, out var values)
            ? (StatusCode)int.Parse(values.Single(), CultureInfo.InvariantCulture)
            : throw new InvalidDataException($"The answer is HTTP {(int)response.StatusCode} and has no status of gRPC.");
        var text = string.Join(
            '\n', trailers.Concat(response.Headers).SelectMany(header => header.Value.Select(value => $"{header.Key}: {value}")));
        var details = trailers.TryGetValues("grpc-status-details-bin", out var encoded)
            ? Google.Rpc.Status.Parser.ParseFrom(Convert.FromBase64String(Padded(encoded.Single())))
            : null;
        return new RawReply(code, details, Uri.UnescapeDataString(text) + details, answers);
    }

    private static List<byte[]> MessagesIn(byte[] body)
    {
        var messages = new List<byte[]>();
        for (var place = 0; place < body.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(place + 1));
            messages.Add(body[(place + 5)..(place + 5 + length)]);
            place += 5 + length;
        }

        return messages;
    }

    private static string Padded(string base64) => base64.PadRight((base64.Length + 3) / 4 * 4, '=');
}

/// <summary>What came of a call.</summary>
/// <param name="Code">Status of gRPC.</param>
/// <param name="Details">What the exchange says of a refusal; null where gRPC itself refused.</param>
/// <param name="Text">Everything that was sent besides the answers.</param>
/// <param name="Answers">Answers, however many.</param>
internal sealed record RawReply(StatusCode Code, Google.Rpc.Status? Details, string Text, IReadOnlyList<byte[]> Answers)
{
    /// <summary>Reason in <c>ErrorInfo</c>; empty where there is none.</summary>
    public string Reason => Details?.GetDetail<ErrorInfo>() is { Domain: Problem.Domain } info ? info.Reason : "";
}
