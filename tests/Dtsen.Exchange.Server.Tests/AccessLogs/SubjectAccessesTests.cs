using System.Text;
using Dtsen.Exchange.Contracts.AccessLog.V1;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Server.Tests.Desil;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Tests.AccessLogs;

/// <summary>Rekam jejak: who asked for a person.</summary>
public class SubjectAccessesTests(DesilNode desil) : IClassFixture<DesilNode>
{
    [Fact(Timeout = 120_000)]
    public async Task A_person_in_a_bulk_of_a_thousand_is_found_like_one_asked_for_alone()
    {
        var client = await desil.ClientAsync(DesilNode.Pbi, ("dtsen-reference", "bulk"));
        var request = new BulkGetDesilRequest();
        request.Queries.AddRange(Enumerable.Range(0, 1000).Select(i => i == 777
            ? GetDesilTests.ByNik(DesilNode.FarHead, DesilNode.FarName)
            : GetDesilTests.ByNik($"320405121290{1000 + i}", "Siapa")));
        var bulk = (await client.BulkGetDesilAsync(request)).Info.Receipt;
        var single = (await (await desil.ClientAsync(DesilNode.Pusdatin)).GetDesilAsync(
            new GetDesilRequest { Query = GetDesilTests.ByNik(DesilNode.FarHead, DesilNode.FarName) })).Info.Receipt;
        var kk = (await client.GetDesilAsync(
            new GetDesilRequest { Query = GetDesilTests.ByKk(DesilNode.FarFamily, DesilNode.FarHead) })).Info.Receipt;

        var accesses = (await (await AuditorAsync()).ListSubjectAccessesAsync(
            new ListSubjectAccessesRequest { Nik = DesilNode.FarHead })).Accesses;

        Assert.Equal([kk, single, bulk], accesses.Select(access => access.Receipt));
        Assert.Equal(["bpjs-kesehatan", "kemensos", "bpjs-kesehatan"], accesses.Select(access => access.Agency));
        Assert.Equal([DesilNode.Pbi, DesilNode.Pusdatin, DesilNode.Pbi], accesses.Select(access => access.Application));
        Assert.Equal(["pbi-jk", "monev", "pbi-jk"], accesses.Select(access => access.Purpose));
        Assert.Equal("desil.v1.DesilService/BulkGetDesil", accesses[2].Method);
        Assert.All(accesses, access => Assert.Contains("desil_nasional", access.Variables));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_person_in_a_page_of_a_stream_is_found_with_the_receipt_of_that_page()
    {
        using var call = (await desil.ClientAsync(DesilNode.Pusdatin, ("dtsen-reference", "stream"))).StreamDesil();
        var first = desil.Node.LogSize();
        var receipts = new List<Contracts.Type.V1.Receipt>();
        for (var page = 0; page < 3; page++)
        {
            var request = new StreamDesilRequest();
            request.Queries.AddRange(Enumerable.Range(0, 50).Select(i => page == 1 && i == 7
                ? GetDesilTests.ByNik(DesilNode.Inactive, "Rini")
                : GetDesilTests.ByNik($"32040512129{page}{1000 + i}", "Siapa")));
            receipts.Add((await StreamDesilTests.AskAsync(call, request)).Info.Receipt);
        }

        var newest = (await (await AuditorAsync()).ListSubjectAccessesAsync(
            new ListSubjectAccessesRequest { Nik = DesilNode.Inactive })).Accesses[0];
        await StreamDesilTests.EndAsync(call);

        Assert.Equal(receipts[1], newest.Receipt);
        Assert.Equal((DesilNode.Pusdatin, "monev", "desil.v1.DesilService/StreamDesil"), (newest.Application, newest.Purpose, newest.Method));
        var entries = desil.Node.EntriesFrom(first).Where(entry => entry.Reference == "stream").ToList();
        Assert.Equal(
            [StreamPart.Opened, StreamPart.Page, StreamPart.Page, StreamPart.Page, StreamPart.Ended],
            entries.Select(entry => entry.StreamPart));
        Assert.Equal([0, 50, 50, 50, 0], entries.Select(entry => entry.Asked));
        Assert.Equal([0, 0, 1, 0, 0], entries.Select(entry => entry.Found));
        Assert.Equal([0, 50, 49, 50, 0], entries.Select(entry => entry.Missed));
        Assert.All(entries.Skip(1), entry => Assert.Contains("2026-T3", entry.Release));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_citizen_sees_the_accesses_to_the_own_NIK_and_to_no_other()
    {
        await (await desil.ClientAsync(DesilNode.Pbi)).GetDesilAsync(
            new GetDesilRequest { Query = GetDesilTests.ByNik(DesilNode.NewHead, DesilNode.NewHeadName) });
        var citizen = new AccessLogService.AccessLogServiceClient(await desil.InvokerAsync(
            DesilNode.CekBansos, desil.Citizen(DesilNode.CekBansos, DesilNode.NewHead)));

        var own = await citizen.ListSubjectAccessesAsync(new ListSubjectAccessesRequest { Nik = DesilNode.NewHead });
        var refusal = await Assert.ThrowsAsync<RpcException>(
            async () => await citizen.ListSubjectAccessesAsync(new ListSubjectAccessesRequest { Nik = DesilNode.Head }));
        var again = await citizen.ListSubjectAccessesAsync(new ListSubjectAccessesRequest { Nik = DesilNode.NewHead });

        Assert.Equal(DesilNode.Pbi, Assert.Single(own.Accesses).Application);
        Assert.Equal("ACTING_PARTY_NOT_ALLOWED", new RawAnswer([], refusal).Reason);
        Assert.Equal([DesilNode.CekBansos, DesilNode.Pbi], again.Accesses.Select(access => access.Application));
    }

    [Fact(Timeout = 120_000)]
    public async Task Pages_come_newest_first_and_hold_each_access_once()
    {
        var client = await desil.ClientAsync(DesilNode.Pbi);
        var expected = new List<long>();
        for (var i = 0; i < 12; i++)
        {
            expected.Add((await client.GetDesilAsync(
                new GetDesilRequest { Query = GetDesilTests.ByNik(DesilNode.Doubled, "Joko") })).Info.Receipt.Index);
        }

        expected.Reverse();
        var auditor = await AuditorAsync();
        var read = new List<long>();
        var token = "";
        do
        {
            var page = await auditor.ListSubjectAccessesAsync(
                new ListSubjectAccessesRequest { Nik = DesilNode.Doubled, PageSize = 5, PageToken = token });
            read.AddRange(page.Accesses.Select(access => access.Receipt.Index));
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        // Other tests of this node may have asked for the same person before.
        Assert.Equal(expected, read.Take(expected.Count));
        Assert.Equal(read.Distinct().OrderDescending(), read);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("", "", "nik")]
    [InlineData("320405010180000", "", "nik")]
    [InlineData(DesilNode.Head, "x", "page_token")]
    public async Task A_request_that_makes_no_sense_is_refused(string nik, string token, string field)
    {
        var auditor = await AuditorAsync();

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await auditor.ListSubjectAccessesAsync(
            new ListSubjectAccessesRequest { Nik = nik, PageToken = token }));

        Assert.Equal("INVALID_FIELD", new RawAnswer([], refusal).Reason);
        Assert.StartsWith(field, refusal.Status.Detail);
    }

    [Fact(Timeout = 120_000)]
    public async Task No_file_of_the_log_holds_a_NIK_a_nomor_KK_or_a_name()
    {
        var pbi = await desil.ClientAsync(DesilNode.Pbi);
        foreach (var query in new[]
        {
            GetDesilTests.ByNik(DesilNode.Head, DesilNode.HeadName), GetDesilTests.ByNik(DesilNode.Head, "Orang Lain"),
            GetDesilTests.ByKk(DesilNode.Family, DesilNode.Head), GetDesilTests.ByNik(DesilNode.UnknownNik, DesilNode.SpouseName),
        })
        {
            await pbi.GetDesilAsync(new GetDesilRequest { Query = query });
        }

        foreach (var header in new[] { "dtsen-end-user", "dtsen-reference", "dtsen-purpose", "dtsen-acting-for" })
        {
            var client = await desil.ClientAsync(DesilNode.Pbi, (header, "operator:" + DesilNode.Head));
            await Assert.ThrowsAsync<RpcException>(async () => await client.GetDesilAsync(
                new GetDesilRequest { Query = GetDesilTests.ByNik(DesilNode.Head, DesilNode.HeadName) }));
        }

        await (await AuditorAsync()).ListSubjectAccessesAsync(new ListSubjectAccessesRequest { Nik = DesilNode.Head });
        string[] numbers = [DesilNode.Head, DesilNode.Family, DesilNode.UnknownNik, DesilNode.FarHead, DesilNode.NewHead];
        byte[][] secrets =
        [
            .. numbers.Select(Encoding.ASCII.GetBytes),
            .. numbers.Select(number => BitConverter.GetBytes(ulong.Parse(number))[..7]),
            .. new[] { "Budi", "Siti", "Nur'aini", "Agus", "Dewi" }.Select(Encoding.ASCII.GetBytes),
        ];
        var files = Directory.GetFiles(Path.Combine(desil.Node.DataFolder, "access-log")).Where(Path.HasExtension).ToList();
        Assert.Contains(files, file => new FileInfo(file).Length > 1000);
        foreach (var file in files)
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes);
            Assert.All(secrets, secret => Assert.Equal(-1, bytes.AsSpan().IndexOf(secret)));
        }
    }

    private async Task<AccessLogService.AccessLogServiceClient> AuditorAsync() =>
        new(await desil.Node.AsAsync("bpkp.pengawasan", ("dtsen-purpose", "pengawasan")));
}
