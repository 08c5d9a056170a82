using System.Diagnostics;
using Dtsen.Exchange.Register.Tests.Files;
using Dtsen.Exchange.Register.Tests.Releases;
using Dtsen.Exchange.Tests.Faults;

namespace Dtsen.Exchange.Register.Tests.Faults;

/// <summary>
/// A disk that breaks, or fills up, at each step in turn of an upload, a check, more upload, another check and a signature: the step is
/// refused, what was acknowledged is there, the release is the old one or the new one, and the work can be gone on with.
/// </summary>
public class DiskFaultTests(ITestOutputHelper output)
{
    private const string Folder = "DTSEN_TEST_FOLDER";

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(10);

    [Fact(Timeout = 900_000)]
    public async Task Whatever_step_fails_the_work_goes_on_from_what_was_acknowledged()
    {
        if (Environment.GetEnvironmentVariable(Folder) is { } root)
        {
            // This is the process whose disk fails.
            EachInTurn(root, (disk, number) => disk.Fail(number), _ => false);
            EachInTurn(root, (disk, number) => disk.FillUp(number), step => step.StartsWith("sync", StringComparison.Ordinal));
            return;
        }

        if (!FaultyDisk.IsThere)
        {
            Missing("A disk that fails on purpose needs Linux and a C compiler; on Debian: apt-get install gcc libc6-dev.");
        }

        // What is tested is the order of steps, not the disk: memory takes them faster.
        using var folder = new TemporaryFolder(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath());
        using var disk = new FaultyDisk(folder.File("disk"), folder.File("control"));
        var start = new ProcessStartInfo(
            "dotnet",
            [typeof(DiskFaultTests).Assembly.Location, "-showLiveOutput", "-class", typeof(DiskFaultTests).FullName!])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[Folder] = folder.FullPath;
        foreach (var (name, value) in disk.Environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var text = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Bound);
        output.WriteLine(await text);
        Assert.True(process.ExitCode == 0, $"{await text} {await errors}");
        Assert.Equal(2, (await text).Split("steps failed in turn").Length - 1);
    }

    private void EachInTurn(string root, Action<FaultyDisk, int> fault, Predicate<string> mayPass)
    {
        using var disk = new FaultyDisk(Path.Combine(root, "disk"), Path.Combine(root, "control"));
        using var folder = new TemporaryFolder();
        using var key = new SigningKey(folder, "bps");
        var whole = new ReleaseWork(Path.Combine(disk.Folder, "whole"), key);
        disk.Work();
        whole.Run();
        var steps = disk.Steps;
        Assert.True(steps.Count(step => step.StartsWith("sync", StringComparison.Ordinal)) > 20, "The disk was not watched.");
        var passedOver = new List<string>();
        for (var number = 1; number <= steps.Count; number++)
        {
            var work = new ReleaseWork(Path.Combine(disk.Folder, $"at-{number}"), key);
            fault(disk, number);
            var failure = Record.Exception(work.Run);
            disk.Work();
            Assert.True(
                failure is null or IOException or UnauthorizedAccessException, $"step {number}, {steps[number - 1]}: {failure}");
            if (failure is null)
            {
                passedOver.Add(steps[number - 1]);
            }

            try
            {
                work.AssertNothingLost(whole);
                work.Run();
                Assert.Equal(whole.Manifest, work.Manifest);
            }
            catch (Exception lost) when (failure is not null)
            {
                throw new InvalidOperationException($"After step {number}, {steps[number - 1]}, with {failure}: {lost.Message}", lost);
            }

            Directory.Delete(work.Folder, recursive: true);
        }

        Directory.Delete(whole.Folder, recursive: true);
        output.WriteLine(
            $"{steps.Count} steps failed in turn, {steps.Count - passedOver.Count} ended the work; not: {string.Join(", ", passedOver)}");

        // A rename has a second way, and what needs no room goes on on a disk that is full; nothing else is passed over.
        Assert.DoesNotContain(passedOver, step => !step.StartsWith("rename", StringComparison.Ordinal) && !mayPass(step));
        Assert.True(passedOver.Count * 2 < steps.Count);
    }

    private static void Missing(string what)
    {
        Assert.False(Environment.GetEnvironmentVariable("DTSEN_REQUIRE_ALL") == "1", what);
        Assert.Skip(what);
    }
}
