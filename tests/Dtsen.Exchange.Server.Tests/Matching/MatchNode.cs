using System.Text.Json.Nodes;
using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Google.Type;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;
using NikStatus = Dtsen.Exchange.Contracts.Type.V1.NikStatus;

namespace Dtsen.Exchange.Server.Tests.Matching;

/// <summary>A node with people to match, and callers of every right.</summary>
public sealed class MatchNode : IAsyncLifetime
{
    /// <summary>Level 4; told how many candidates there are. Reads the date of birth here.</summary>
    public const string Pbi = "bpjs-kesehatan.pbi-jk";

    /// <summary>Level 1; told where the slip may be.</summary>
    public const string Dukcapil = "dukcapil.kependudukan";

    /// <summary>Level 1; told that there is a candidate.</summary>
    public const string Pln = "pln.pelanggan";

    /// <summary>A Pemda with the scope, here; told nothing of candidates.</summary>
    public const string Kabupaten = "pemda-3204.data-center";

    public const string Family = "3204050101200001";
    public const string Head = "3204052811900001";
    public const string HeadName = "Muhammad Yusuf Hidayat";
    public const string Wife = "3204054202940001";
    public const string WifeName = "Siti Nur'aini";
    public const string Dead = "3204050103500001";
    public const string Inactive = "3204050104830001";
    public const string Doubled = "3204050105840001";

    /// <summary>His date of birth and sex were corrected: the digits say 3 April 1971 and a man.</summary>
    public const string Corrected = "3204050304710001";

    public const string FarFamily = "3578010303190001";
    public const string Far = "3204050707770007";
    public const string FarName = "Agus Wijaya";

    public const string NobodysNik = "3204051212900099";
    public const string NobodysFamily = "3204051212220099";

    private RunningNode? _node;

    internal RunningNode Node => _node!;

    public async ValueTask InitializeAsync()
    {
        _node = await StartAsync();
        await Node.PublishAsync("2026-T3.v1", Families());
    }

    public async ValueTask DisposeAsync()
    {
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }
    }

    internal static Task<RunningNode> StartAsync(FakeTimeProvider? clock = null, params Action<RunningNode>[] prepare) =>
        RunningNode.StartAsync(clock, prepare: fresh =>
        {
            fresh.EditPartner("bpjs-kesehatan", partner => Agreement(partner)["variables"]!.AsArray().Add("tanggal_lahir"));
            fresh.EditPartner("pemda-3204", partner => Agreement(partner)["scopes"]!.AsArray().Add("matching.read"));
            foreach (var edit in prepare)
            {
                edit(fresh);
            }
        });

    internal Task<CallInvoker> InvokerAsync(string application) => InvokerAsync(Node, application);

    internal async Task<MatchingService.MatchingServiceClient> ClientAsync(string application) => new(await InvokerAsync(application));

    internal static async Task<MatchingService.MatchingServiceClient> ClientAsync(RunningNode node, string application) =>
        new(await InvokerAsync(node, application));

    internal static JsonNode Agreement(JsonNode partner) => partner["applications"]![0]!["agreement"]!;

    /// <summary>A record; what is null or 0 is left out.</summary>
    internal static MatchRecord Record(
        string nik, string? name = null, string? born = null, uint sex = 0, string? kk = null, string? wilayah = null) => new()
        {
            Nik = nik,
            Name = name ?? "",
            BirthDate = born is null ? null : DateOf(born),
            Sex = sex,
            FamilyNumber = kk ?? "",
            WilayahCode = wilayah ?? "",
            WilayahCodeSystem = wilayah is null ? WilayahCodeSystem.Unspecified : WilayahCodeSystem.Kemendagri,
        };

    internal static Family[] Families() =>
    [
        SampleFamilies.Of(
            Family, SampleFamilies.KabupatenBandung, (1, 2, 3),
            Person(Head, HeadName, "1990-11-28", 1),
            Person(Wife, WifeName, "1994-02-02", 2),
            Person(Dead, "Sukarno Hadi", "1950-03-01", 1, NikStatus.Meninggal),
            Person(Inactive, "Rini Astuti", "1983-04-01", 2, NikStatus.TidakAktif),
            Person(Doubled, "Joko Susilo", "1984-05-01", 1, NikStatus.Ganda),
            Person(Corrected, "Tresna Kusuma", "1971-03-04", 2)),
        SampleFamilies.Of(FarFamily, SampleFamilies.Surabaya, (4, 5, 6), Person(Far, FarName, "1977-07-07", 1)),
    ];

    internal static Member Person(string nik, string name, string born, uint sex, NikStatus status = NikStatus.Aktif)
    {
        var member = SampleFamilies.Person(nik, name, status);
        member.TanggalLahir = DateOf(born);
        member.JenisKelamin = sex;
        return member;
    }

    private static Date DateOf(string day)
    {
        var date = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        return new Date { Year = date.Year, Month = date.Month, Day = date.Day };
    }

    private static Task<CallInvoker> InvokerAsync(RunningNode node, string application) => node.AsAsync(
        application, ("dtsen-purpose", application switch { Pbi => "pbi-jk", Kabupaten => "perencanaan", _ => "pemadanan" }));
}
