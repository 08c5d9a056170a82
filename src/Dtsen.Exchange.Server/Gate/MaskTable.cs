using System.Runtime.CompilerServices;
using Dtsen.Exchange.Contracts.Options.V1;
using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Domain.Variables;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>Step 7: the mask of each agreement, compiled when it is first used and dropped with the agreement.</summary>
internal sealed class MaskTable(VariableCatalogue catalogue)
{
    private readonly ConditionalWeakTable<Agreement, AnswerMask> _masks = [];

    public AnswerMask For(Agreement agreement) => _masks.GetValue(agreement, Compile);

    private AnswerMask Compile(Agreement agreement) => new(field => Permits(agreement, field));

    /// <summary>A specific variable (UU PDP art. 4(2)) is granted by its own name only, whatever the catalogue says.</summary>
    private bool Permits(Agreement agreement, Field field) =>
        (int)agreement.Level >= (int)field.MinLevel
        && (field.Classification == Contracts.Options.V1.Classification.Spesifik
            ? agreement.Variables.Contains(field.Variable)
            : catalogue.Grants(agreement.Variables, field.Variable));
}
