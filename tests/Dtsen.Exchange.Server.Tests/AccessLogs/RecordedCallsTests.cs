using Dtsen.Exchange.Contracts.AccessLog.V1;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Server.Tests.Desil;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Data.Sqlite;

namespace Dtsen.Exchange.Server.Tests.AccessLogs;

/// <summary>Every kind of call leaves one entry, which is there when its answer arrives.</summary>
public class RecordedCallsTests(DesilNode desil) : IClassFixture<DesilNode>
{
    private static readonly DesilQuery Query = GetDesilTests.ByNik(DesilNode.Head, DesilNode.HeadName);

    [Fact(Timeout = 120_000)]
    public async Task A_call_is_recorded_with_all_that_an_auditor_asks()
    {
        var client = await desil.ClientAsync(DesilNode.Pbi, ("dtsen-reference", "PBI-77"));
        GetDesilResponse answer = null!;
        var index = desil.Node.LogSize();

        var entry = await desil.Node.EntryOfAsync(async () => answer = await client.GetDesilAsync(new GetDesilRequest { Query = Query }));

        Assert.Equal(new Receipt { Origin = "exchange/node-1", Index = index }, answer.Info.Receipt);
        Assert.Equal(DesilNode.Pbi, entry.Application);
        Assert.Equal(desil.Node.Certificate(DesilNode.Pbi).SerialNumberBytes.ToArray(), entry.CertificateSerial.ToByteArray());
        Assert.Equal("desil.v1.DesilService/GetDesil", entry.Method);
        Assert.Equal(("pbi-jk", "PBI-77", "", ""), (entry.Purpose, entry.Reference, entry.ActingFor, entry.EndUser));
        Assert.Equal(
            (answer.Info.ReadAt.Release, answer.Info.ReadAt.Seq, answer.Info.ReadAt.AgreementsVersion),
            (entry.Release, entry.Seq, entry.AgreementsVersion));
        Assert.Contains("2026-T3", entry.Release);
        Assert.Empty(entry.Wilayah);
        Assert.Contains("desil_nasional", entry.Variables);
        Assert.DoesNotContain(entry.Variables, answer.Info.WithheldVariables.Contains);
        Assert.Equal((1, 1, 0, 0), (entry.Asked, entry.Found, entry.Missed, entry.Refused));
        Assert.Equal((0, ErrorReason.Unspecified, StreamPart.Unspecified), (entry.Status, entry.Reason, entry.StreamPart));
        Assert.True((desil.Node.Time.GetUtcNow() - entry.RecordTime.ToDateTimeOffset()).Duration() < TimeSpan.FromMinutes(2));
    }

    [Fact(Timeout = 120_000)]
    public async Task Who_acts_for_whom_and_where_is_recorded()
    {
        var officer = await desil.ClientAsync(DesilNode.SiksNg, ("dtsen-acting-for", "wilayah:3204"));
        var kabupaten = await desil.ClientAsync(DesilNode.Kabupaten);

        var entry = await desil.Node.EntryOfAsync(async () => await officer.GetDesilAsync(new GetDesilRequest { Query = Query }));
        var local = await desil.Node.EntryOfAsync(async () => await kabupaten.GetDesilAsync(new GetDesilRequest { Query = Query }));

        Assert.Equal(("wilayah:3204", "operator-desa:7"), (entry.ActingFor, entry.EndUser));
        Assert.Equal(["3204"], entry.Wilayah);
        Assert.Equal(["3204"], local.Wilayah);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_bulk_is_one_entry_that_counts_what_became_of_its_queries()
    {
        var client = await desil.ClientAsync(DesilNode.Pbi);
        var request = new BulkGetDesilRequest
        {
            Queries = { Query, Query, GetDesilTests.ByNik(DesilNode.UnknownNik, "Siapa"), GetDesilTests.ByNik("1", "x"), new DesilQuery() },
        };
        BulkGetDesilResponse answer = null!;

        var entry = await desil.Node.EntryOfAsync(async () => answer = await client.BulkGetDesilAsync(request));

        Assert.Equal(desil.Node.LogSize() - 1, answer.Info.Receipt.Index);
        Assert.Equal((5, 2, 1, 2), (entry.Asked, entry.Found, entry.Missed, entry.Refused));
    }

    [Fact(Timeout = 120_000)]
    public async Task What_a_service_refuses_is_recorded()
    {
        var client = await desil.ClientAsync(DesilNode.Pbi);

        var entry = await RefusedAsync(async () => await client.GetDesilAsync(new GetDesilRequest { Query = new DesilQuery() }));

        Assert.Equal((3, ErrorReason.InvalidField), (entry.Status, entry.Reason));
        Assert.Equal((DesilNode.Pbi, "pbi-jk"), (entry.Application, entry.Purpose));
    }

    [Theory(Timeout = 120_000)]
    [InlineData(ErrorReason.TokenMissing)]
    [InlineData(ErrorReason.TokenInvalid)]
    [InlineData(ErrorReason.TokenNotBound)]
    [InlineData(ErrorReason.ScopeMissing)]
    [InlineData(ErrorReason.PurposeMissing)]
    [InlineData(ErrorReason.PurposeNotAllowed)]
    [InlineData(ErrorReason.EndUserMissing)]
    [InlineData(ErrorReason.ActingPartyMissing)]
    [InlineData(ErrorReason.InvalidField)]
    public async Task What_the_gate_refuses_is_recorded(ErrorReason reason)
    {
        var node = desil.Node;
        var purpose = ("dtsen-purpose", "pbi-jk");
        var application = reason switch
        {
            ErrorReason.ScopeMissing => "bpkp.pengawasan",
            ErrorReason.EndUserMissing => DesilNode.CekBansos,
            ErrorReason.ActingPartyMissing => DesilNode.SiksNg,
            _ => DesilNode.Pbi,
        };
        var invoker = reason switch
        {
            ErrorReason.TokenMissing => node.With(node.Certificate(application), null, purpose),
            ErrorReason.TokenInvalid => node.With(node.Certificate(application), "x.y.z", purpose),
            ErrorReason.TokenNotBound =>
                node.With(node.Certificate(application), await node.TokenAsync(DesilNode.Pusdatin), purpose),
            ErrorReason.PurposeMissing => await node.AsAsync(application),
            ErrorReason.PurposeNotAllowed => await node.AsAsync(application, ("dtsen-purpose", "pemasaran")),
            ErrorReason.EndUserMissing => await node.AsAsync(application, ("dtsen-purpose", "hak-warga")),
            ErrorReason.ActingPartyMissing => await node.AsAsync(application, ("dtsen-purpose", "pemutakhiran")),
            ErrorReason.InvalidField => await node.AsAsync(application, purpose, ("dtsen-reference", DesilNode.UnknownNik)),
            _ => await node.AsAsync(application, ("dtsen-purpose", "pengawasan")),
        };
        var client = new DesilService.DesilServiceClient(invoker);
        var entry = await RefusedAsync(async () => await client.GetDesilAsync(new GetDesilRequest { Query = Query }));

        Assert.Equal(reason, entry.Reason);
        Assert.NotEqual(0, entry.Status);
        Assert.Equal((application, "desil.v1.DesilService/GetDesil"), (entry.Application, entry.Method));
        Assert.Equal(node.Certificate(application).SerialNumberBytes.ToArray(), entry.CertificateSerial.ToByteArray());
        Assert.Equal((0, ""), (entry.Asked, entry.Release));
    }

    [Fact(Timeout = 120_000)]
    public async Task Bytes_that_are_no_message_are_recorded()
    {
        var invoker = await desil.InvokerAsync(DesilNode.Pbi);
        var method = Contracts.Desil.V1.DesilReflection.Descriptor.Services[0].FindMethodByName("GetDesil");

        var entry = await desil.Node.EntryOfAsync(async () =>
            Assert.Equal("INVALID_FIELD", (await RawCall.RunAsync(invoker, method, [0xFF, 0xFF])).Reason));

        Assert.Equal(
            (DesilNode.Pbi, "desil.v1.DesilService/GetDesil", ErrorReason.InvalidField), (entry.Application, entry.Method, entry.Reason));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_message_that_is_too_large_is_recorded()
    {
        var invoker = await desil.InvokerAsync(DesilNode.Pbi);
        var method = Contracts.Desil.V1.DesilReflection.Descriptor.Services[0].FindMethodByName("GetDesil");

        var entry = await desil.Node.EntryOfAsync(async () => Assert.Equal(
            StatusCode.ResourceExhausted, (await RawCall.RunAsync(invoker, method, new byte[64 << 20])).Code));

        Assert.Equal((DesilNode.Pbi, (int)StatusCode.ResourceExhausted), (entry.Application, entry.Status));
    }

    [Fact(Timeout = 120_000)]
    public async Task Health_is_no_call()
    {
        var before = desil.Node.LogSize();

        await new Health.HealthClient(desil.Node.Channel(desil.Node.Certificate(DesilNode.Pbi))).CheckAsync(new HealthCheckRequest());

        Assert.Equal(before, desil.Node.LogSize());
    }

    [Fact(Timeout = 120_000)]
    public async Task A_fault_inside_is_recorded()
    {
        await using var node = await RunningNode.StartAsync();
        var client = new ReleaseService.ReleaseServiceClient(await node.AsAsync("bps.pemeringkatan"));
        await client.ListReleasesAsync(new ListReleasesRequest());
        await using (var database = new SqliteConnection($"Data Source={Path.Combine(node.DataFolder, "exchange.db")}"))
        {
            await database.OpenAsync();
            await using var command = database.CreateCommand();
            command.CommandText = "alter table releases rename to lost";
            await command.ExecuteNonQueryAsync();
        }

        var entry = await node.EntryOfAsync(() => Assert.ThrowsAsync<RpcException>(
            async () => await client.ListReleasesAsync(new ListReleasesRequest())));

        Assert.Equal(
            ((int)StatusCode.Internal, ErrorReason.Internal, "release.v1.ReleaseService/ListReleases"),
            (entry.Status, entry.Reason, entry.Method));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_stream_is_recorded_when_it_opens_and_when_it_ends()
    {
        await using var node = await RunningNode.StartAsync();
        var client = new ReleaseService.ReleaseServiceClient(await node.AsAsync("bps.pemeringkatan"));
        await client.ListReleasesAsync(new ListReleasesRequest());
        var before = node.LogSize();

        await node.PublishAsync("2026-T1.v1", [SampleFamilies.Of(
            DesilNode.Family, SampleFamilies.KabupatenBandung, (1, 2, 3), SampleFamilies.Person(DesilNode.Head, DesilNode.HeadName))]);

        var parts = node.EntriesFrom(before).Select(entry => (entry.Method.Split('/')[1], entry.StreamPart, entry.Status)).ToList();
        Assert.Equal(
        [
            ("BeginRelease", StreamPart.Unspecified, 0), ("UploadRanking", StreamPart.Opened, 0), ("UploadRanking", StreamPart.Ended, 0),
            ("SealRelease", StreamPart.Unspecified, 0), ("SealRelease", StreamPart.Unspecified, 0),
            ("PublishRelease", StreamPart.Unspecified, 0), ("ApproveRelease", StreamPart.Unspecified, 0),
            ("PublishRelease", StreamPart.Unspecified, 0), ("ApproveRelease", StreamPart.Unspecified, 0),
        ], parts);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_stream_that_is_refused_after_it_opened_says_why_it_ended()
    {
        var invoker = await desil.Node.AsAsync("bps.pemeringkatan");
        var method = Contracts.Release.V1.ReleaseReflection.Descriptor.Services[0].FindMethodByName("UploadRanking");
        var before = desil.Node.LogSize();

        var answer = await RawCall.RunAsync(invoker, method, []);

        var entries = desil.Node.EntriesFrom(before);
        Assert.Equal([StreamPart.Opened, StreamPart.Ended], entries.Select(entry => entry.StreamPart));
        Assert.Equal((answer.Reason, (int)answer.Code), (Problem.NameOf(entries[1].Reason), entries[1].Status));
        Assert.NotEqual(0, entries[1].Status);
    }

    private async Task<AccessEntry> RefusedAsync(Func<Task> call) =>
        await desil.Node.EntryOfAsync(() => Assert.ThrowsAsync<RpcException>(call));
}
