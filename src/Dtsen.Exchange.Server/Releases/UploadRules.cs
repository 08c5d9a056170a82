using System.Globalization;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Domain.Wilayahs;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>The form of the messages of an upload.</summary>
internal static class UploadRules
{
    /// <summary>Largest family, in bytes: a hundred members with every variable take a tenth of it.</summary>
    public const int MaxFamilyBytes = 1 << 20;

    private const long MaxRows = 1_000_000_000;
    private const int DigestLength = 32;

    /// <summary>The kabupaten or kota that a message is about.</summary>
    /// <exception cref="Grpc.Core.RpcException">INVALID_FIELD: the message is none of the three, or the code is not known.</exception>
    public static WilayahCode KabupatenOf(UploadRankingRequest message, WilayahTable wilayah)
    {
        var (field, text) = message.MessageCase switch
        {
            UploadRankingRequest.MessageOneofCase.Page => ("page", message.Page.KodeKabupatenKota),
            UploadRankingRequest.MessageOneofCase.Complete => ("complete", message.Complete.KodeKabupatenKota),
            UploadRankingRequest.MessageOneofCase.Restart => ("restart", message.Restart.KodeKabupatenKota),
            UploadRankingRequest.MessageOneofCase.Open => throw Problem.InvalidField(
                "open", "is sent once, as the first message.", "dikirim sekali saja, sebagai pesan pertama."),
            _ => throw Problem.InvalidField(
                "message", "send page, complete or restart.", "kirim page, complete, atau restart."),
        };
        return WilayahCode.TryParse(text, out var code) && code.Level == WilayahLevel.KabupatenKota && wilayah.Contains(code)
            ? code
            : throw Problem.InvalidField(
                $"{field}.kode_kabupaten_kota",
                "must be a Kemendagri code of a kabupaten or kota, 4 digits.",
                "harus kode kabupaten atau kota dari Kemendagri, 4 angka.");
    }

    /// <summary>Checks a page.</summary>
    public static void Check(RankingPage page, int maxFamilies)
    {
        var rules = new FieldRules();
        rules.Require(page.FirstRow is >= 0 and <= MaxRows, "page.first_row", $"must be 0 to {MaxRows}.");
        rules.Require(
            page.Families.Count >= 1 && page.Families.Count <= maxFamilies, "page.families", $"must hold 1 to {maxFamilies} families.");
        for (var row = 0; row < page.Families.Count; row++)
        {
            if (page.Families[row].Length is < 1 or > MaxFamilyBytes)
            {
                rules.Require(
                    false,
                    string.Create(CultureInfo.InvariantCulture, $"page.families[{row}]"),
                    $"must hold 1 to {MaxFamilyBytes} bytes.");
            }
        }

        rules.ThrowIfBroken();
    }

    /// <summary>Checks the end of a kabupaten.</summary>
    public static void Check(CompleteKabupaten complete)
    {
        var rules = new FieldRules();
        rules.Require(complete.Families is >= 1 and <= MaxRows, "complete.families", $"must be 1 to {MaxRows}.");
        rules.Require(complete.Digest.Length == DigestLength, "complete.digest", $"must be {DigestLength} bytes.");
        rules.ThrowIfBroken();
    }
}
