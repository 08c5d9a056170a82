using NetArchTest.Rules;

namespace Dtsen.Exchange.Architecture.Tests;

/// <summary>Cli → Sandbox → Server, Identity → Register, Pki, access log, audit → Domain; contracts and client stand beside.</summary>
public class ReferenceTests
{
    private static readonly Dictionary<string, int> Ranks = new()
    {
        ["Dtsen.Exchange.Cli"] = 5,
        ["Dtsen.Exchange.Sandbox"] = 4,
        ["Dtsen.Exchange.Server"] = 3,
        ["Dtsen.Exchange.Identity"] = 3,
        ["Dtsen.Exchange.Register"] = 2,
        ["Dtsen.Exchange.Pki"] = 2,
        ["Dtsen.Exchange.AccessLog"] = 2,
        ["Dtsen.Exchange.Audit"] = 2,
        ["Dtsen.Exchange.Domain"] = 1,
        ["Dtsen.Exchange.Client"] = 1,
        ["Dtsen.Exchange.Contracts"] = 0,
    };

    [Fact]
    public void Every_project_has_its_place() =>
        Assert.Equal(Ranks.Keys.Order(StringComparer.Ordinal), Repository.Projects.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void References_point_one_way()
    {
        foreach (var (project, document) in Repository.Projects)
        {
            foreach (var reference in document.Descendants("ProjectReference").Select(element => element.Attribute("Include")!.Value))
            {
                var to = Path.GetFileNameWithoutExtension(reference.Replace('\\', '/'));
                Assert.True(Ranks[to] < Ranks[project], $"{project} must not refer to {to}.");
            }
        }
    }

    [Fact]
    public void The_domain_stands_on_nothing_but_the_platform()
    {
        var project = Repository.Projects["Dtsen.Exchange.Domain"];
        Assert.Empty(project.Descendants("PackageReference"));
        Assert.Empty(project.Descendants("FrameworkReference"));
        Assert.Empty(project.Descendants("ProjectReference"));
    }

    [Fact]
    public void The_domain_reads_regions_and_catalogue_and_touches_nothing_else_outside() => Assert.Equal(
        ["Dtsen.Exchange.Domain.Variables.VariableCatalogue", "Dtsen.Exchange.Domain.Wilayahs.WilayahFiles"],
        Types.InAssembly(typeof(Domain.Nik).Assembly)
            .That().HaveDependencyOnAny(
                "System.IO.File", "System.IO.FileStream", "System.IO.FileInfo", "System.IO.Directory", "System.IO.DirectoryInfo",
                "System.IO.StreamReader", "System.IO.StreamWriter", "System.Net", "System.Console", "System.Environment",
                "System.Diagnostics.Process")
            .GetTypes()
            .Select(type => Outermost(type).FullName)
            .Distinct()
            .Order(StringComparer.Ordinal));

    [Fact]
    public void The_register_knows_no_call_and_no_database()
    {
        var result = Types.InAssembly(typeof(Register.People.PeopleTable).Assembly)
            .ShouldNot().HaveDependencyOnAny("Grpc", "Microsoft.AspNetCore", "Microsoft.Data", "System.Data", "Npgsql", "Dapper", "DbUp")
            .GetResult();
        Assert.True(result.IsSuccessful, string.Join(", ", result.FailingTypeNames ?? []));
    }

    [Fact]
    public void The_contracts_hold_nothing_written_by_hand() => Assert.DoesNotContain(
        Repository.Sources, path => path.StartsWith(Path.Combine("src", "Dtsen.Exchange.Contracts"), StringComparison.Ordinal));

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
