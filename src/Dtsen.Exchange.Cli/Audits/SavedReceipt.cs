using System.Text.Json;
using Dtsen.Exchange.Audit;
using Dtsen.Exchange.Cli.Terminal;

namespace Dtsen.Exchange.Cli.Audits;

/// <summary>A receipt as a file: what shows, without the log and without a server, that a call was recorded.</summary>
/// <param name="Index">Index of the entry.</param>
/// <param name="Leaf">The leaf as it stands in the tree, base64.</param>
/// <param name="Hashes">The inclusion proof, base64 each.</param>
/// <param name="Checkpoint">The signed checkpoint.</param>
internal sealed record SavedReceipt(long Index, byte[] Leaf, byte[][] Hashes, string Checkpoint)
{
    private static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
    };

    /// <exception cref="CliFailure">The file is no receipt.</exception>
    public static SavedReceipt Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<SavedReceipt>(File.ReadAllBytes(path), Form) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new CliFailure(ExitCode.Usage, $"{path} is no receipt: dtsen audit receipt --out writes one.");
        }
    }

    public void Write(string path) => File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(this, Form));

    /// <summary>What it is worth.</summary>
    public ReceiptVerdict Verify(NoteKey key) => new Receipt(Leaf, Index, Hashes, Checkpoint).Verify(key);
}
