using System.Buffers.Text;
using System.Text;

namespace Dtsen.Exchange.Server;

/// <summary>Pages of lists (AIP-158): a token names the last item of the page before; it grants nothing.</summary>
internal static class Paging
{
    private const string Mark = "p1:";
    private const int DefaultSize = 100;
    private const int MaxToken = 400;

    /// <summary>Size of a page.</summary>
    /// <exception cref="Grpc.Core.RpcException">The size asked for is negative or above the maximum.</exception>
    public static int SizeOf(int asked, int max) => asked switch
    {
        0 => Math.Min(DefaultSize, max),
        _ when asked < 0 || asked > max => throw Problem.InvalidField(
            "page_size", $"must be 0 to {max}.", $"harus 0 sampai {max}."),
        _ => asked,
    };

    /// <summary>The token of the page that begins behind an item.</summary>
    public static string Write(string lastId) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Mark + lastId));

    /// <summary>The item behind which a page begins; empty for the first page.</summary>
    /// <exception cref="Grpc.Core.RpcException">The token makes no sense.</exception>
    public static string Read(string token)
    {
        if (token.Length == 0)
        {
            return "";
        }

        if (token.Length <= MaxToken && Base64Url.IsValid(token))
        {
            var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
            if (text.StartsWith(Mark, StringComparison.Ordinal) && text.Length > Mark.Length)
            {
                return text[Mark.Length..];
            }
        }

        throw NoToken();
    }

    /// <summary>A token that makes no sense.</summary>
    public static Grpc.Core.RpcException NoToken() => Problem.InvalidField(
        "page_token", "is not a next_page_token of this method.", "bukan next_page_token dari metode ini.");
}
