using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Server.Releases;

namespace Dtsen.Exchange.Server.Tests.Releases;

public class ReleaseIdsTests
{
    [Fact]
    public void An_id_follows_from_application_and_request_id()
    {
        var id = ReleaseIds.OfRelease("bps.pemeringkatan", "a-1");
        Assert.Equal(id, ReleaseIds.OfRelease("bps.pemeringkatan", "a-1"));
        Assert.NotEqual(id, ReleaseIds.OfRelease("bps.pemeringkatan", "a-2"));
        Assert.NotEqual(id, ReleaseIds.OfRelease("bps.persetujuan", "a-1"));
        Assert.Matches("^r-[0-9a-f]{24}$", id);
        Assert.Matches("^p-[0-9a-f]{24}$", ReleaseIds.OfProposal("bps.pemeringkatan", "a-1"));
    }

    [Fact]
    public void Requests_have_the_same_hash_only_when_they_are_of_one_kind_and_the_same()
    {
        var publish = new PublishReleaseRequest { RequestId = "a", ReleaseId = "r", Reason = "x" };
        Assert.Equal(RequestIds.HashOf(publish), RequestIds.HashOf(publish.Clone()));
        Assert.NotEqual(RequestIds.HashOf(publish), RequestIds.HashOf(new PublishReleaseRequest(publish) { Reason = "y" }));
        Assert.NotEqual(
            RequestIds.HashOf(new PublishReleaseRequest { RequestId = "a", ReleaseId = "r" }),
            RequestIds.HashOf(new RollBackReleaseRequest { RequestId = "a", ReleaseId = "r" }));
    }
}
