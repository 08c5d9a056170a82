namespace Dtsen.Exchange.Server;

/// <summary>Gathers the rules that the fields of one request break, so that all are told at once.</summary>
internal sealed class FieldRules
{
    private const int MaxIdLength = 64;
    private const int MaxReasonLength = 500;

    private readonly List<FieldViolation> _broken = [];

    private static string IdRule => $"must hold 1 to {MaxIdLength} characters of A-Z a-z 0-9 . _ -.";

    /// <summary>Notes a rule that is broken.</summary>
    /// <param name="holds">Whether it holds.</param>
    /// <param name="field">Path of the field.</param>
    /// <param name="rule">The rule, without the value.</param>
    public void Require(bool holds, string field, string rule)
    {
        if (!holds)
        {
            _broken.Add(new FieldViolation(field, rule));
        }
    }

    /// <summary>An id: of a request, of a release, of a key.</summary>
    public void RequireId(string text, string field) => Require(IsId(text), field, IdRule);

    /// <summary>Why something is done, in words that are kept, and read by others.</summary>
    /// <param name="reason">The words.</param>
    /// <param name="field">Path of the field.</param>
    /// <param name="min">Fewest characters; 0 where no reason need be given.</param>
    public void RequireReason(string reason, string field, int min)
    {
        Require(
            reason.Length >= min && reason.Length <= MaxReasonLength && (min == 0 || !string.IsNullOrWhiteSpace(reason)),
            field,
            $"must hold {min} to {MaxReasonLength} characters.");
        Require(!reason.Any(char.IsControl), field, "must hold no control characters.");
        Require(!LongNumber.IsIn(reason), field, $"must hold no number of {LongNumber.Length} digits: it is kept, and read by others.");
    }

    /// <summary>Ends the call where a rule is broken.</summary>
    /// <exception cref="Grpc.Core.RpcException">INVALID_FIELD, with every violation.</exception>
    public void ThrowIfBroken()
    {
        if (_broken.Count > 0)
        {
            throw Problem.InvalidFields(_broken);
        }
    }

    private static bool IsId(string text)
    {
        if (text.Length is < 1 or > MaxIdLength)
        {
            return false;
        }

        foreach (var character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('.' or '_' or '-'))
            {
                return false;
            }
        }

        return true;
    }
}
