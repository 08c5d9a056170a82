using System.Text;
using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Server.Pages;
using Google.Protobuf;

namespace Dtsen.Exchange.Server.Matching;

/// <summary>
/// A request of BulkMatch, or a page of StreamMatch: of the two messages the fields have the same numbers, and the first has one fewer.
/// </summary>
internal sealed class MatchPage : IPage<MatchPage>
{
    private const int RecordTag = (StreamMatchRequest.RecordsFieldNumber << FieldReader.WireTypeBits) | FieldReader.Bytes;
    private const int ThresholdTag = (StreamMatchRequest.ThresholdFieldNumber << FieldReader.WireTypeBits) | FieldReader.Number;
    private const int ForPeriodTag = (StreamMatchRequest.ForPeriodFieldNumber << FieldReader.WireTypeBits) | FieldReader.Bytes;
    private const int AsOfReleaseTag = (StreamMatchRequest.AsOfReleaseFieldNumber << FieldReader.WireTypeBits) | FieldReader.Bytes;
    private const int ContinuesReleaseTag =
        (StreamMatchRequest.ContinuesReleaseFieldNumber << FieldReader.WireTypeBits) | FieldReader.Bytes;

    // Of a record that has a NIK and a short name.
    private const int ShortRecord = 28;

    private readonly PageItems<RecordForm> _records;
    private readonly PageTexts _texts;

    private MatchPage(int room, int textRoom)
    {
        _records = new PageItems<RecordForm>(room);
        _texts = new PageTexts(textRoom);
    }

    public int Count { get; private set; }

    /// <summary>The records that are kept, in their order.</summary>
    public ReadOnlySpan<RecordForm> Records => _records.Span;

    /// <summary>As in the request.</summary>
    public uint Threshold { get; private set; }

    /// <summary>As in the request.</summary>
    public string ForPeriod { get; private set; } = "";

    /// <summary>As in the request.</summary>
    public string AsOfRelease { get; private set; } = "";

    /// <summary>As in a page of a stream; of a bulk request it says nothing.</summary>
    public string ContinuesRelease { get; private set; } = "";

    public static MatchPage? TryRead(ReadOnlySpan<byte> encoded, int most)
    {
        var page = new MatchPage(Math.Min(most, encoded.Length / ShortRecord), encoded.Length);
        var fields = new FieldReader(encoded);
        while (!fields.IsAtEnd)
        {
            switch (fields.ReadTag())
            {
                case RecordTag when fields.TryReadBytes(out var record) && page.TryAdd(record, most):
                    break;
                case ThresholdTag when fields.TryReadNumber(out var threshold):
                    page.Threshold = (uint)threshold;
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

    public static MatchPage Of(IMessage message, int most)
    {
        var (records, threshold, forPeriod, asOfRelease, continuesRelease) = message switch
        {
            BulkMatchRequest bulk => (bulk.Records, bulk.Threshold, bulk.ForPeriod, bulk.AsOfRelease, ""),
            StreamMatchRequest page => (page.Records, page.Threshold, page.ForPeriod, page.AsOfRelease, page.ContinuesRelease),
            _ => throw new ArgumentException("No request of records.", nameof(message)),
        };
        var made = new MatchPage(Math.Min(most, records.Count), 0)
        {
            Count = records.Count, Threshold = threshold, ForPeriod = forPeriod, AsOfRelease = asOfRelease,
            ContinuesRelease = continuesRelease,
        };
        foreach (var record in records.Take(most))
        {
            made._records.Add() = RecordForm.Of(record);
        }

        return made;
    }

    public void Dispose()
    {
        _records.Dispose();
        _texts.Dispose();
    }

    private bool TryAdd(ReadOnlySpan<byte> encoded, int most) => Count++ < most
        ? RecordForm.TryRead(encoded, _texts, out _records.Add())
        : RecordForm.TryRead(encoded, _texts, out _);
}
