namespace Dtsen.Exchange.Server.Tests.Sql;

/// <summary>
/// The engine under a compliance suite: the suite is an abstract class that takes one of these, and its nested classes
/// <c>OnSqlite</c> and <c>OnPostgreSql</c> bring it.
/// </summary>
public interface ITestDatabases
{
    /// <summary>A new database of this engine, which nothing has written to.</summary>
    Task<TestDatabase> NewAsync();
}
