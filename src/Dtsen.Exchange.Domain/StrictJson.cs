using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dtsen.Exchange.Domain;

/// <summary>How files that people write are read.</summary>
public static class StrictJson
{
    /// <summary>
    /// Names in snake_case. What is not known, there twice or missing is refused, so that a slip of the pen is a message: a misspelt limit
    /// never stands for none, nor a misspelt variable for one that nobody can read.
    /// </summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };
}
