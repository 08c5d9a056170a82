namespace Dtsen.Exchange.Domain.Variables;

/// <summary>A variable of DTSEN, or an item of one.</summary>
/// <param name="Name">Name by which agreements and protos call it; an item's is <c>variable.item</c>.</param>
/// <param name="Entity">Of whom it speaks: <c>person</c>, <c>family</c>, or <c>derived</c> for what is not among the 39.</param>
/// <param name="Number">Number among its entity's variables, from 1; 0 for items and derived ones.</param>
/// <param name="LabelId">Label in Indonesian.</param>
/// <param name="LabelEn">Label in English.</param>
/// <param name="Type">Kind of value, e.g. <c>code</c>, <c>yes_no</c>, <c>amount</c>.</param>
/// <param name="Unit">Unit of an amount, else null.</param>
/// <param name="Classification">How sensitive it is.</param>
/// <param name="IsKey">Whether it is one of the 14 variabel kunci.</param>
/// <param name="CodeList">Name of its code list, else null.</param>
public sealed record Variable(
    string Name,
    string Entity,
    int Number,
    string LabelId,
    string LabelEn,
    string Type,
    string? Unit,
    Classification Classification,
    bool IsKey,
    string? CodeList);
