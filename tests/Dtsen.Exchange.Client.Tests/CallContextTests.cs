using Grpc.Core;

namespace Dtsen.Exchange.Client.Tests;

public class CallContextTests
{
    [Fact]
    public void Only_what_is_given_becomes_a_header()
    {
        var headers = new CallContext { Purpose = "pbi-jk", EndUser = "operator-desa:7" }.AddTo([]);

        Assert.Equal(
            [("dtsen-purpose", "pbi-jk"), ("dtsen-end-user", "operator-desa:7")], headers.Select(header => (header.Key, header.Value)));
    }

    [Fact]
    public void The_callers_own_headers_stay_as_they_were()
    {
        var own = new Metadata { { "traceparent", "00-1" } };

        var headers = new CallContext { Reference = "a case" }.AddTo(own);

        Assert.Equal(["traceparent", "dtsen-reference"], headers.Select(header => header.Key));
        Assert.Single(own);
    }

    [Theory]
    [InlineData("baris\r\nbaru")]
    [InlineData("Nurʼaini")]
    public void A_value_that_cannot_stand_in_a_header_is_refused(string value) =>
        Assert.Throws<ArgumentException>(() => new CallContext { Reference = value }.AddTo([]));

    [Fact]
    public void A_value_that_is_too_long_is_refused() =>
        Assert.Throws<ArgumentException>(() => new CallContext { Reference = new string('a', 201) }.AddTo([]));
}
