using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Server.Desil;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using DesilService = Dtsen.Exchange.Contracts.Desil.V1.DesilService;
using NikStatus = Dtsen.Exchange.Contracts.Type.V1.NikStatus;

namespace Dtsen.Exchange.Server.Tests.Desil;

/// <summary>
/// A node with three releases: 2026-T2 and 2026-T3 are effective, 2026-T4 is not yet and only the first see it. Desil differ between them.
/// </summary>
public sealed class DesilNode : IAsyncLifetime
{
    public const string Pbi = "bpjs-kesehatan.pbi-jk";
    public const string Kabupaten = "pemda-3204.data-center";
    public const string Kota = "pemda-3273.data-center";
    public const string Pusdatin = "kemensos.pusdatin";
    public const string SiksNg = "kemensos.siks-ng";
    public const string CekBansos = "kemensos.cek-bansos";

    /// <summary>A family of Kabupaten Bandung, ranked.</summary>
    public const string Family = "3204050101200001";
    public const string Head = "3204050101800001";
    public const string HeadName = "Budi Santoso";
    public const string Spouse = "3204054202810001";
    public const string SpouseName = "Siti  Nur'aini";
    public const string Dead = "3204050103500001";
    public const string Inactive = "3204050104830001";
    public const string Doubled = "3204050105840001";

    /// <summary>A family of Kota Bandung, not ranked yet.</summary>
    public const string NewFamily = "3273010202210001";
    public const string NewHead = "3273014506900002";
    public const string NewHeadName = "Dewi";

    /// <summary>A family of Surabaya, whose head was first registered in Kabupaten Bandung.</summary>
    public const string FarFamily = "3578010303190001";
    public const string FarHead = "3204050707770007";
    public const string FarName = "Agus Wijaya";

    /// <summary>Numbers that nobody has.</summary>
    public const string UnknownFamily = "3204051212220099";
    public const string UnknownNik = "3204051212900099";

    private RunningNode? _node;

    internal RunningNode Node => _node!;

    public async ValueTask InitializeAsync()
    {
        _node = await RunningNode.StartAsync(prepare: fresh => fresh.EditPartner(
            "pemda-3273", partner => partner["applications"]![0]!["agreement"]!["required_proof"] = "number"));
        await Node.PublishAsync("2026-T2.v1", Families(1));
        await Node.PublishAsync("2026-T3.v1", Families(2));
        await Node.PublishAsync("2026-T4.v1", Families(3), Wib.Today(Node.Time).AddDays(40), ReleaseAudience.First);
    }

    internal async Task<DesilService.DesilServiceClient> ClientAsync(string application, params (string Name, string Value)[] headers) =>
        new(await InvokerAsync(application, headers));

    /// <summary>Calls with what the agreement asks of every call; further headers come first.</summary>
    internal Task<CallInvoker> InvokerAsync(string application, params (string Name, string Value)[] headers)
    {
        (string, string)[] usual = application switch
        {
            Pbi => [("dtsen-purpose", "pbi-jk")],
            Pusdatin => [("dtsen-purpose", "monev")],
            SiksNg => [("dtsen-purpose", "pemutakhiran"), ("dtsen-end-user", "operator-desa:7")],
            CekBansos => [("dtsen-purpose", "hak-warga")],
            _ => [("dtsen-purpose", "perencanaan")],
        };
        return Node.AsAsync(application, [.. usual, .. headers]);
    }

    /// <summary>The header by which an application names a citizen whose NIK it has verified.</summary>
    internal (string Name, string Value) Citizen(string application, string nik)
    {
        var secret = Node.Services.GetRequiredService<EndUserSecrets>().SecretOf(application);
        return ("dtsen-end-user", "citizen:" + Client.CitizenId.From(secret, nik));
    }

    public async ValueTask DisposeAsync()
    {
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }
    }

    private static Family[] Families(uint desil) =>
    [
        SampleFamilies.Of(
            Family, SampleFamilies.KabupatenBandung, (desil, desil + 1, desil + 2),
            SampleFamilies.Person(Head, HeadName),
            SampleFamilies.Person(Spouse, SpouseName),
            SampleFamilies.Person(Dead, "Sukarno", NikStatus.Meninggal),
            SampleFamilies.Person(Inactive, "Rini", NikStatus.TidakAktif),
            SampleFamilies.Person(Doubled, "Joko", NikStatus.Ganda)),
        SampleFamilies.Of(NewFamily, SampleFamilies.KotaBandung, (0, 0, 0), SampleFamilies.Person(NewHead, NewHeadName)),
        SampleFamilies.Of(FarFamily, SampleFamilies.Surabaya, (desil + 4, desil + 5, desil + 6), SampleFamilies.Person(FarHead, FarName)),
    ];
}
