using Dtsen.Exchange.Domain.Variables;

namespace Dtsen.Exchange.Domain.Tests.Variables;

/// <summary>The catalogue that comes with the project, read once.</summary>
internal static class ShippedCatalogue
{
    public static string File { get; } = RepositoryFolder.Inner("config", "variables.v1.json");

    public static VariableCatalogue Catalogue { get; } = VariableCatalogue.Load(File);
}
