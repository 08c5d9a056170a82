using Microsoft.AspNetCore.Routing;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>Holds the access table, which can only be read once all services are mapped.</summary>
internal sealed class AccessTableSource
{
    private AccessTable? _table;

    /// <summary>The table.</summary>
    public AccessTable Table => _table ?? throw new InvalidOperationException("The services are not mapped yet.");

    /// <summary>Reads the table from what is mapped.</summary>
    public void Read(IEnumerable<EndpointDataSource> endpoints) => _table = AccessTable.Build(endpoints);
}
