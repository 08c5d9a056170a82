using Dtsen.Exchange.AccessLog.Tests.Crashes;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace Dtsen.Exchange.AccessLog.Tests;

internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is [AppendingProcess.Command, var folder])
        {
            return await AppendingProcess.RunAsync(folder);
        }

        return args.Any(arg => arg is "--server" or "--internal-msbuild-node")
            ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
            : await ConsoleRunner.Run(args);
    }
}
