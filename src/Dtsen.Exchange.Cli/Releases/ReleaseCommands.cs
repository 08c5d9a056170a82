using System.CommandLine;
using Dtsen.Exchange.Cli.Terminal;

namespace Dtsen.Exchange.Cli.Releases;

/// <summary>How BPS hands over a ranking.</summary>
internal static class ReleaseCommands
{
    public static Command Create() => new CliCommand(
        "release",
        "How BPS hands over a ranking: push, seal, compare, publish; another application of BPS approves.",
        "release push ranking --period 2026-T3 --version 1 --snapshot SNAP-2026-T3",
        "release seal 2026-T3.v1 --folder ranking --key pki/release-keys/bps-1.key",
        "release compare 2026-T3.v1",
        "release publish 2026-T3.v1 --audience first",
        "release approve p-0a1b2c --application bps.persetujuan",
        "release verify data/releases/r-0a1b2c/release")
    {
        ReleasePush.Create(),
        ReleaseSeal.Create(),
        ReleaseCompare.Create(),
        ReleasePublish.Create(),
        ReleaseApprove.Create(),
        ReleaseRollback.Create(),
        ReleaseList.Create(),
        ReleaseVerify.Create(),
        ReleaseExport.Create(),
    };
}
