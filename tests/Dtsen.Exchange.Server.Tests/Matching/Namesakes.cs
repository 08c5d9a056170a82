using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using static Dtsen.Exchange.Server.Tests.Matching.MatchNode;
using NikStatus = Dtsen.Exchange.Contracts.Type.V1.NikStatus;

namespace Dtsen.Exchange.Server.Tests.Matching;

/// <summary>A node with people who have one name and one day of birth.</summary>
public sealed class Namesakes : IAsyncLifetime
{
    public const string Name = "Siti Aminah";
    public const string Born = "1985-05-05";

    /// <summary>Lives where her NIK says.</summary>
    public const string First = "3204054505850001";

    private RunningNode? _node;

    internal RunningNode Node => _node!;

    public async ValueTask InitializeAsync() => _node = await NewAsync();

    public async ValueTask DisposeAsync()
    {
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }
    }

    /// <summary>A node with these people; a Pemda is told how many there are in its own kabupaten.</summary>
    internal static async Task<RunningNode> NewAsync()
    {
        var node = await StartAsync(null, fresh => fresh.EditPartner(
            "pemda-3273", partner =>
            {
                Agreement(partner)["scopes"]!.AsArray().Add("matching.read");
                Agreement(partner)["candidates"] = "counts";
            }));
        await node.PublishAsync("2026-T3.v1", Families());
        return node;
    }

    internal static async Task<MatchingService.MatchingServiceClient> KotaAsync(RunningNode node) =>
        new(await node.AsAsync("pemda-3273.data-center", ("dtsen-purpose", "perencanaan")));

    internal static MatchRecord NoNik(string? name = Name, string? born = Born, string? wilayah = "3204", uint sex = 0) =>
        Record("", name, born, sex, wilayah: wilayah);

    private static Family[] Families() =>
    [
        SampleFamilies.Of(
            "3204050101200001", SampleFamilies.KabupatenBandung, (1, 2, 3),
            Person(First, Name, Born, 2),
            Person("3204054505850004", Name, Born, 2, NikStatus.Meninggal),
            Person("3204054505850005", Name, Born, 2, NikStatus.TidakAktif),
            Person("3204054505850006", "Siti Aisyah", Born, 2),
            Person("3204054605850007", Name, "1985-05-06", 2)),
        // In another kecamatan: one by her NIK, one whose date of birth was corrected, one who was registered in Surabaya.
        SampleFamilies.Of(
            "3204120101200002", "3204122002", (4, 5, 6),
            Person("3204124505850001", "SITI AMINAH", Born, 2),
            Person("3204054304710001", "Hj. Siti Aminah", Born, 2),
            Person("3578014505850003", Name, Born, 2)),
        // Registered in Kabupaten Bandung, living elsewhere.
        SampleFamilies.Of("3578010101200003", SampleFamilies.Surabaya, (7, 8, 9), Person("3204054505850009", Name, Born, 2)),
    ];
}
