using Dtsen.Exchange.Server.Sql;
using Microsoft.Extensions.Hosting;

namespace Dtsen.Exchange.Server.Hosting;

/// <summary>Brings the database's schema up to date, as the first thing that a node does.</summary>
internal sealed class SchemaUpgrade(Database database) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Migrations.RunAsync(database, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
