using Dtsen.Exchange.Domain.Wilayahs;

namespace Dtsen.Exchange.Domain.Tests.Wilayahs;

/// <summary>The regions that come with the project, read once.</summary>
internal static class ShippedWilayah
{
    public static string Folder { get; } = RepositoryFolder.Inner("config", "wilayah");

    public static WilayahTable Table { get; } = WilayahTable.Load(Folder);
}
