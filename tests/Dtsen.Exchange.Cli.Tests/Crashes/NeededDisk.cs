using Dtsen.Exchange.Tests.Faults;

namespace Dtsen.Exchange.Cli.Tests.Crashes;

/// <summary>A test of a disk that fails cannot do without one.</summary>
internal static class NeededDisk
{
    private const string What = "A disk that fails on purpose needs Linux and a C compiler; on Debian: apt-get install gcc libc6-dev.";

    /// <summary>Ends the running test where there is none: as skipped, or as failed with <c>DTSEN_REQUIRE_ALL=1</c>.</summary>
    public static void Require()
    {
        if (!FaultyDisk.IsThere)
        {
            Assert.False(Environment.GetEnvironmentVariable("DTSEN_REQUIRE_ALL") == "1", What);
            Assert.Skip(What);
        }
    }
}
