namespace Dtsen.Exchange.Server.Tests;

/// <summary>
/// A program that a test cannot do without and that this machine may not have. Such a test is skipped and says what to install; with
/// <c>DTSEN_REQUIRE_ALL=1</c> it fails.
/// </summary>
internal static class Needed
{
    /// <summary>Ends the running test, as skipped or as failed.</summary>
    /// <param name="what">What is missing and how to install it.</param>
    public static void Missing(string what)
    {
        if (Environment.GetEnvironmentVariable("DTSEN_REQUIRE_ALL") == "1")
        {
            Assert.Fail(what);
        }

        Assert.Skip(what);
    }
}
