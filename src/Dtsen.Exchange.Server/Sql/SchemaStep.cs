namespace Dtsen.Exchange.Server.Sql;

/// <summary>A step that brings the schema up to date.</summary>
/// <param name="Name">Name of the script, or of the table that is spread.</param>
/// <param name="Sql">Its statements.</param>
public sealed record SchemaStep(string Name, string Sql);
