using Dtsen.Exchange.Domain;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>What can be told of a family without parsing it.</summary>
internal static class FamilyWire
{
    private const byte NumberTag = (1 << 3) | 2;
    private const int NumberLength = 16;

    /// <summary>Whether these bytes are a nomor KK alone: in an amendment, a family that is removed.</summary>
    public static bool IsNumberAlone(ReadOnlySpan<byte> family) => family.Length == NumberLength + 2 && TryReadNumber(family, out _);

    /// <summary>Reads the nomor KK, which in the canonical form comes first. Where it is none, or elsewhere, there is none.</summary>
    public static bool TryReadNumber(ReadOnlySpan<byte> family, out FamilyNumber number)
    {
        number = default;
        if (family.Length < NumberLength + 2 || family[0] != NumberTag || family[1] != NumberLength)
        {
            return false;
        }

        Span<char> digits = stackalloc char[NumberLength];
        for (var i = 0; i < NumberLength; i++)
        {
            digits[i] = (char)family[i + 2];
        }

        return FamilyNumber.TryParse(digits, out number);
    }
}
