namespace Dtsen.Exchange.Server;

/// <summary>A field of a request and the rule it breaks.</summary>
/// <param name="Field">Path, with the row in lists, e.g. <c>queries[7].nik</c>.</param>
/// <param name="Description">The rule, in English; never the value.</param>
internal readonly record struct FieldViolation(string Field, string Description);
