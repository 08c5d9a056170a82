namespace Dtsen.Exchange.Server.Sql;

/// <summary>The database engines that the same SQL runs on.</summary>
internal enum Engine
{
    /// <summary>One file beside the process; the default.</summary>
    Sqlite,

    /// <summary>PostgreSQL, alone or as the coordinator of a Citus cluster.</summary>
    PostgreSql,
}
