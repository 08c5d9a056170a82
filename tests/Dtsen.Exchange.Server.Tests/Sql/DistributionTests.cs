using Dapper;
using Dtsen.Exchange.Server.Sql;

namespace Dtsen.Exchange.Server.Tests.Sql;

public sealed class DistributionTests(CitusCluster cluster, PostgreSqlServer postgreSql)
{
    private const int Timeout = 60_000;

    [Fact]
    public void A_script_says_which_of_its_tables_are_spread_and_by_which_column() => Assert.Equal(
        [
            new DistributedTable("artefact_chunks", "artefact"), new DistributedTable("population_events", "event_id"),
            new DistributedTable("population_findings", "event_id"),
        ],
        DistributedTable.In(Migrations.EmbeddedScripts()));

    [Fact(Timeout = Timeout)]
    public async Task On_a_cluster_these_are_spread_and_the_change_log_is_a_table_of_the_coordinator()
    {
        await using var database = await cluster.NewAsync();
        await using var connection = await database.Database.OpenConnectionAsync();

        var spread = await connection.QueryAsync<string>(
            """
            select c.relname from pg_dist_partition d join pg_class c on c.oid = d.logicalrelid
            join pg_namespace n on n.oid = c.relnamespace where n.nspname = current_schema()
            order by c.relname
            """);

        Assert.Equal(DistributedTable.In(Migrations.EmbeddedScripts()).Select(table => table.Table), spread);
        Assert.Empty(await Migrations.PlanAsync(database.Database, distribute: true, default));

        // A node that starts leaves it as it is, and a later script's table is spread like the others.
        Assert.Empty(await Migrations.RunAsync(database.Database));
        await connection.ExecuteAsync("create table later (id text not null primary key)");
        Assert.Equal(
            [new DistributedTable("later", "id")],
            await Distribution.PlanAsync(connection, [new DistributedTable("later", "id")], asked: false));
    }

    [Fact(Timeout = Timeout)]
    public async Task Elsewhere_it_is_refused_and_the_plan_says_what_an_installation_would_do()
    {
        await using var database = await postgreSql.NewAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => Migrations.PlanAsync(database.Database, distribute: true, default));

        var plan = await Migrations.PlanAsync(database.Database, distribute: false, default);

        Assert.Equal(Migrations.EmbeddedScripts().Select(script => script.Name), plan.Select(step => step.Name));
        Assert.DoesNotContain(plan, step => step.Sql.Contains("$blob$", StringComparison.Ordinal));
        await Migrations.RunAsync(database.Database);
        Assert.Empty(await Migrations.PlanAsync(database.Database, distribute: false, default));
    }
}
