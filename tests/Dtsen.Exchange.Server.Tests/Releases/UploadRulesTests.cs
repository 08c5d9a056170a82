using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Server.Releases;
using Google.Protobuf;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Tests.Releases;

public class UploadRulesTests
{
    private static readonly WilayahTable Wilayah = WilayahTable.Load(RepositoryFolder.Inner(Path.Combine("config", "wilayah")));

    [Theory]
    [InlineData("3204")]
    [InlineData("3273")]
    [InlineData("9301")]
    public void A_kabupaten_or_kota_is_taken(string code) =>
        Assert.Equal(code, UploadRules.KabupatenOf(Page(code, [1]), Wilayah).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("32")]
    [InlineData("320411")]
    [InlineData("3299")]
    [InlineData("0000")]
    [InlineData("32.04")]
    [InlineData(" 3204")]
    [InlineData("3204110101800001")]
    public void What_is_no_kabupaten_is_refused_by_the_field_of_its_message(string code)
    {
        AssertField("page.kode_kabupaten_kota", Page(code, [1]));
        AssertField("complete.kode_kabupaten_kota", new() { Complete = new CompleteKabupaten { KodeKabupatenKota = code } });
        AssertField("restart.kode_kabupaten_kota", new() { Restart = new RestartKabupaten { KodeKabupatenKota = code } });
    }

    [Fact]
    public void A_second_open_and_an_empty_message_are_refused()
    {
        AssertField("open", new() { Open = new OpenUpload { ReleaseId = "r-1" } });
        AssertField("message", new());
    }

    [Fact]
    public void A_page_has_its_limits()
    {
        UploadRules.Check(Page("3204", [1, UploadRules.MaxFamilyBytes]).Page, 2);
        Assert.Equal(["page.families"], FieldsOf(Page("3204", [])));
        Assert.Equal(["page.families"], FieldsOf(Page("3204", [1, 1, 1])));
        Assert.Equal(["page.families[1]"], FieldsOf(Page("3204", [1, 0])));
        Assert.Equal(["page.families[0]"], FieldsOf(Page("3204", [UploadRules.MaxFamilyBytes + 1, 1])));
        Assert.Equal(["page.first_row", "page.families[0]"], FieldsOf(Page("3204", [0], firstRow: -1)));
        Assert.Equal(["page.first_row"], FieldsOf(Page("3204", [1], firstRow: long.MaxValue)));
    }

    [Fact]
    public void The_end_of_a_kabupaten_has_its_limits()
    {
        var digest = ByteString.CopyFrom(new byte[32]);
        UploadRules.Check(new CompleteKabupaten { Families = 1, Digest = digest });
        var refusal = Assert.Throws<RpcException>(() => UploadRules.Check(new CompleteKabupaten()));
        Assert.Equal(["complete.families", "complete.digest"], Refusal.FieldsOf(refusal));
        refusal = Assert.Throws<RpcException>(() => UploadRules.Check(new CompleteKabupaten { Families = long.MaxValue, Digest = digest }));
        Assert.Equal(["complete.families"], Refusal.FieldsOf(refusal));
    }

    private static UploadRankingRequest Page(string code, int[] sizes, long firstRow = 0)
    {
        var page = new RankingPage { KodeKabupatenKota = code, FirstRow = firstRow };
        page.Families.AddRange(sizes.Select(size => ByteString.CopyFrom(new byte[size])));
        return new UploadRankingRequest { Page = page };
    }

    private static IReadOnlyList<string> FieldsOf(UploadRankingRequest request) =>
        Refusal.FieldsOf(Assert.Throws<RpcException>(() => UploadRules.Check(request.Page, 2)));

    private static void AssertField(string field, UploadRankingRequest request)
    {
        var refusal = Assert.Throws<RpcException>(() => UploadRules.KabupatenOf(request, Wilayah));
        Assert.Equal([field], Refusal.FieldsOf(refusal));
        Assert.DoesNotMatch("[0-9]{16}", Refusal.TextOf(refusal));
    }
}
