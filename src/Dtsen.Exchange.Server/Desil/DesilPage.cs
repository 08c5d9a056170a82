using System.Text;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Server.Pages;
using Google.Protobuf;

namespace Dtsen.Exchange.Server.Desil;

/// <summary>
/// A request of BulkGetDesil, or a page of StreamDesil: of the two messages the fields have the same numbers, and the first has one fewer.
/// </summary>
internal sealed class DesilPage : IPage<DesilPage>
{
    private const int QueryTag = (StreamDesilRequest.QueriesFieldNumber << FieldReader.WireTypeBits) | FieldReader.Bytes;
    private const int ForPeriodTag = (StreamDesilRequest.ForPeriodFieldNumber << FieldReader.WireTypeBits) | FieldReader.Bytes;
    private const int AsOfReleaseTag = (StreamDesilRequest.AsOfReleaseFieldNumber << FieldReader.WireTypeBits) | FieldReader.Bytes;
    private const int ContinuesReleaseTag =
        (StreamDesilRequest.ContinuesReleaseFieldNumber << FieldReader.WireTypeBits) | FieldReader.Bytes;

    // Of a query that has a number and no proof.
    private const int ShortQuery = 20;

    private readonly PageItems<QueryForm> _queries;

    private DesilPage(int room) => _queries = new PageItems<QueryForm>(room);

    public int Count { get; private set; }

    /// <summary>The queries that are kept, in their order.</summary>
    public ReadOnlySpan<QueryForm> Queries => _queries.Span;

    /// <summary>As in the request.</summary>
    public string ForPeriod { get; private set; } = "";

    /// <summary>As in the request.</summary>
    public string AsOfRelease { get; private set; } = "";

    /// <summary>As in a page of a stream; of a bulk request it says nothing.</summary>
    public string ContinuesRelease { get; private set; } = "";

    public static DesilPage? TryRead(ReadOnlySpan<byte> encoded, int most)
    {
        var page = new DesilPage(Math.Min(most, encoded.Length / ShortQuery));
        var fields = new FieldReader(encoded);
        while (!fields.IsAtEnd)
        {
            switch (fields.ReadTag())
            {
                case QueryTag when fields.TryReadBytes(out var query) && page.TryAdd(query, most):
                    break;
                case ForPeriodTag when fields.TryReadText(out var text):
                    page.ForPeriod = Encoding.UTF8.GetString(text);
                    break;
                case AsOfReleaseTag when fields.TryReadText(out var text):
                    page.AsOfRelease = Encoding.UTF8.GetString(text);
                    break;
                case ContinuesReleaseTag when fields.TryReadText(out var text):
                    page.ContinuesRelease = Encoding.UTF8.GetString(text);
                    break;
                default:
                    return null;
            }
        }

        return page;
    }

    public static DesilPage Of(IMessage message, int most)
    {
        var (queries, forPeriod, asOfRelease, continuesRelease) = message switch
        {
            BulkGetDesilRequest bulk => (bulk.Queries, bulk.ForPeriod, bulk.AsOfRelease, ""),
            StreamDesilRequest page => (page.Queries, page.ForPeriod, page.AsOfRelease, page.ContinuesRelease),
            _ => throw new ArgumentException("No request of lookups.", nameof(message)),
        };
        var made = new DesilPage(Math.Min(most, queries.Count))
        {
            Count = queries.Count, ForPeriod = forPeriod, AsOfRelease = asOfRelease, ContinuesRelease = continuesRelease,
        };
        foreach (var query in queries.Take(most))
        {
            made._queries.Add() = QueryForm.Of(query);
        }

        return made;
    }

    public void Dispose() => _queries.Dispose();

    private bool TryAdd(ReadOnlySpan<byte> encoded, int most) => Count++ < most
        ? QueryForm.TryRead(encoded, out _queries.Add())
        : QueryForm.TryRead(encoded, out _);
}
