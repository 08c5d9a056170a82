namespace Dtsen.Exchange.Server.Releases;

/// <summary>Gathers the rules that the fields of one request break, so that all are told at once.</summary>
internal sealed class FieldRules
{
    private readonly List<FieldViolation> _broken = [];

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

    /// <summary>Ends the call where a rule is broken.</summary>
    /// <exception cref="Grpc.Core.RpcException">INVALID_FIELD, with every violation.</exception>
    public void ThrowIfBroken()
    {
        if (_broken.Count > 0)
        {
            throw Problems.InvalidFields(_broken);
        }
    }
}
