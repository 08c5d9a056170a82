namespace Dtsen.Exchange.Client;

/// <summary>A field of the request that breaks a rule.</summary>
/// <param name="Field">Path of the field, e.g. <c>queries[7].nik</c>.</param>
/// <param name="Description">What is wrong and what to send instead.</param>
public sealed record FieldViolation(string Field, string Description);
