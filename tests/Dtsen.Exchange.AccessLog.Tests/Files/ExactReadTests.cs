using Dtsen.Exchange.AccessLog.Files;

namespace Dtsen.Exchange.AccessLog.Tests.Files;

public sealed class ExactReadTests
{
    [Fact]
    public void What_the_disk_does_not_give_is_damage_and_names_the_file()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has a file whose reads fail as those of a bad sector do.");

        // The memory of this process has nothing at 0: a read there is an I/O error.
        using var handle = File.OpenHandle("/proc/self/mem");
        var refused = Assert.Throws<AccessLogException>(() => ExactRead.Fill("/folder/000000000000000.segment", handle, new byte[8], 0));
        Assert.Equal(AccessLogFault.Damaged, refused.Fault);
        Assert.StartsWith("000000000000000.segment: ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("/folder", refused.Message, StringComparison.Ordinal);
    }
}
