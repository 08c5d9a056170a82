namespace Dtsen.Exchange.Domain;

/// <summary>The form in which names are compared: upper case, no blanks around, one blank between words. Nothing else is changed.</summary>
public static class FoldedName
{
    /// <summary>Folds a name.</summary>
    public static string Fold(ReadOnlySpan<char> name)
    {
        var buffer = name.Length <= 256 ? stackalloc char[name.Length] : new char[name.Length];
        var length = 0;
        var pendingBlank = false;
        foreach (var character in name)
        {
            if (char.IsWhiteSpace(character))
            {
                pendingBlank = length > 0;
                continue;
            }

            if (pendingBlank)
            {
                buffer[length++] = ' ';
                pendingBlank = false;
            }

            buffer[length++] = char.ToUpperInvariant(character);
        }

        return new string(buffer[..length]);
    }
}
