namespace Dtsen.Exchange.Server.Sql;

/// <summary>A script that brings the schema up to date failed. The message names it and says what stands in the database now.</summary>
internal sealed class MigrationException : Exception
{
    public MigrationException(string message, Exception? inner)
        : base(message, inner)
    {
    }

    /// <summary>Name of the script that failed, as it would have stood in the journal; null when none was reached.</summary>
    public string? Script { get; init; }
}
