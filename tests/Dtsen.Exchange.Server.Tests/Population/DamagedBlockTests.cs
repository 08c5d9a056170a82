using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Sandbox.Nodes;
using Dtsen.Exchange.Server.ChangeLogs;
using Dtsen.Exchange.Server.Population;
using Dtsen.Exchange.Server.Releases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using static Dtsen.Exchange.Server.Tests.Population.PopulationNode;
using DesilService = Dtsen.Exchange.Contracts.Desil.V1.DesilService;

namespace Dtsen.Exchange.Server.Tests.Population;

/// <summary>A file that is damaged after it was verified: what needs it ends, and says which it is and what to do.</summary>
public sealed class DamagedBlockTests
{
    private const string Blocks = "3204.blocks";
    private const string OtherBlocks = "3273.blocks";

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    [Fact(Timeout = 120_000)]
    public async Task A_start_that_needs_a_damaged_block_ends()
    {
        await using var node = await RunningNode.StartAsync();
        var id = await node.PublishAsync("2026-T3.v1", Families(2));
        using var files = node.OpenReleaseFiles();
        var release = files.Open(id);
        await ReportCall.ReportAsync(node, Events.FamilyMoves(RankedFamily, SampleFamilies.KotaBandung));
        Damage(files, id);
        var population = new CurrentPopulation(
            node.Services.GetRequiredService<ChangeLog>(), TimeProvider.System, NullLogger<CurrentPopulation>.Instance);
        var seq = node.Services.GetRequiredService<NodeView>().Seq;

        var refusal = await Assert.ThrowsAsync<IOException>(() => population.BuildAsync(id, release, 0, seq, default).WaitAsync(Bound));

        AssertHelps(refusal.Message, id);
    }

    [Fact(Timeout = 240_000)]
    public async Task A_node_that_needs_a_damaged_block_for_a_publication_ends_and_mends_it_when_it_starts_again()
    {
        // A folder of artefacts may hold the very same file.
        await using var node = await RunningNode.StartAsync(prepare: node => node.Artefacts = ExchangeNode.ArtefactsInDatabase);
        await node.PublishAsync("2026-T3.v1", Families(2));
        var id = await node.SealAsync("2026-T3.v2", Families(4));
        await ReportCall.ReportAsync(node, Events.FamilyMoves(RankedFamily, SampleFamilies.KotaBandung));
        var files = node.Services.GetRequiredService<ReleaseFiles>();
        await node.UntilAsync(() => files.Of(id).WasOpened);
        Damage(files, id);

        var ended = node.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var publishing = Record.ExceptionAsync(() => node.PublishToAsync(id, ReleaseAudience.First)).AsTask();
        await node.UntilAsync(() => ended.IsCancellationRequested);

        AssertHelps(Assert.Single(node.Log.Lines, line => line.Event == 8003).Text, id);
        await node.StopAsync();
        await publishing.WaitAsync(Bound);
        await node.StartAgainAsync();
        Assert.Equal("2026-T3.v2", (await AnswerAsync(node)).Info.ReadAt.Release);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_start_goes_on_where_each_file_is_read_in_the_end()
    {
        await using var node = await RunningNode.StartAsync();
        var id = await node.PublishAsync("2026-T3.v1", Families(2));
        using var files = node.OpenReleaseFiles();
        var release = files.Open(id);
        await ReportCall.ReportAsync(node, Events.FamilyMoves(RankedFamily, SampleFamilies.KotaBandung));
        for (var entry = 0; entry < 8; entry++)
        {
            await ReportCall.ReportAsync(node, Events.Correct(Alone, $"Karta {(char)('A' + entry)}"));
        }

        await ReportCall.ReportAsync(node, Events.FamilyMoves(OtherFamily, SampleFamilies.KabupatenBandung));
        Damage(files, id);
        Damage(files, id, OtherBlocks);

        // Each is whole again after two reads that fail.
        var pauses = 0;
        var population = new CurrentPopulation(node.Services.GetRequiredService<ChangeLog>(), TimeProvider.System, new OnEach(() =>
        {
            if (++pauses % 2 == 0)
            {
                Damage(files, id, pauses == 2 ? Blocks : OtherBlocks);
            }
        }));
        var seq = node.Services.GetRequiredService<NodeView>().Seq;

        await population.BuildAsync(id, release, 0, seq, default).WaitAsync(Bound);

        Assert.Equal(4, pauses);
    }

    [Fact(Timeout = 120_000)]
    public async Task An_event_that_needs_a_file_is_taken_where_that_is_read_in_the_end()
    {
        await using var node = await RunningNode.StartAsync();
        var id = await node.PublishAsync("2026-T3.v1", Families(2));
        using var files = node.OpenReleaseFiles();
        files.Open(id);
        await ReportCall.ReportAsync(node, Events.FamilyMoves(RankedFamily, SampleFamilies.KotaBandung));
        var log = node.Services.GetRequiredService<ChangeLog>();
        var seq = node.Services.GetRequiredService<NodeView>().Seq;
        var published = await log.ReadAfterAsync(EntryKinds.ReleasePublished, 0, seq, 1);
        var reported = Assert.Single(await log.ReadAfterAsync(EntryKinds.PopulationEvents, 0, seq, 10));
        var releases = PublishedReleases.None.Apply(published[0], files);
        Damage(files, id);
        var pauses = 0;
        var population = new CurrentPopulation(log, TimeProvider.System, new OnEach(() =>
        {
            pauses++;
            Damage(files, id);
        }));

        await population.ApplyAsync(reported, releases, default);

        Assert.Equal(1, pauses);
    }

    private static async Task<GetDesilResponse> AnswerAsync(RunningNode node) =>
        await new DesilService.DesilServiceClient(await node.AsAsync(Pusdatin, ("dtsen-purpose", "monev"))).GetDesilAsync(
            new GetDesilRequest { Query = new DesilQuery { Nik = Head, ProofFamilyNumber = RankedFamily } });

    private static void AssertHelps(string said, string releaseId)
    {
        Assert.Contains(releaseId, said);
        Assert.Contains(Blocks, said);
        Assert.Contains("start the node again", said);
        Assert.DoesNotContain(RankedFamily, said);
        Assert.DoesNotContain(Head, said);
    }

    /// <summary>Changes a byte of the last block of a kabupaten, as a disk does; a second time, it is what it was.</summary>
    private static void Damage(ReleaseFiles files, string releaseId, string name = Blocks)
    {
        var path = Path.Combine(files.SealedFolderOf(releaseId), name);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        using var file = File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Position = file.Length / 2;
        var there = file.ReadByte();
        file.Position--;
        file.WriteByte((byte)(there ^ 1));
    }

    /// <summary>Does something whenever something is logged.</summary>
    private sealed class OnEach(Action act) : ILogger<CurrentPopulation>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => act();
    }
}
