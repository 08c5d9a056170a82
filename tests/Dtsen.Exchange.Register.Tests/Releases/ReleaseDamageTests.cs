using Dtsen.Exchange.Register.Files;
using Dtsen.Exchange.Register.Releases;
using Dtsen.Exchange.Register.Tests.Files;

namespace Dtsen.Exchange.Register.Tests.Releases;

/// <summary>A release damaged in every part of every file: never opened, and each time named.</summary>
public sealed class ReleaseDamageTests : IDisposable
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("DTSEN_LONG") == "1";

    private readonly TemporaryFolder _folder = new();
    private readonly SigningKey _key;
    private readonly Dictionary<string, byte[]> _originals;

    public ReleaseDamageTests()
    {
        _key = new SigningKey(_folder, "bps");
        UploadSample.Send(_folder.File("upload"), UploadSample.Nation(4, 70, 0), 30);
        Assert.True(ReleaseFolder.TrySign(Release, _key.Id, _key.Sign(UploadSample.Check(_folder).Manifest), _key.Keys));
        _originals = Directory.GetFiles(Release)
            .Where(path => Path.GetFileName(path) != "check")
            .ToDictionary(path => Path.GetFileName(path), File.ReadAllBytes);
    }

    private string Release => _folder.File("release");

    public void Dispose()
    {
        _key.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_release_that_nobody_touched_has_nothing_wrong()
    {
        var report = ReleaseVerification.Run(Release, _key.Keys);

        Assert.Empty(report.Findings);
        Assert.Equal("r-1", report.Manifest!.ReleaseId);
        Assert.True(_originals.Count >= 6);
    }

    [Fact]
    public void A_flipped_bit_in_any_part_of_any_file_is_refused_by_its_name_and_place()
    {
        var random = new Random(11);
        foreach (var (name, original) in _originals)
        {
            var parts = FileParts.Of(name, original);
            Assert.Equal(original.Length, parts.Sum(part => part.End - part.Start));
            foreach (var part in parts)
            {
                foreach (var at in PlacesIn(part))
                {
                    var bytes = original.ToArray();
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    Put(name, bytes);
                    AssertFound(name, part.Place);
                }
            }

            Put(name, original);
        }
    }

    [Fact]
    public void A_file_cut_at_the_end_of_any_part_is_refused_by_its_name()
    {
        foreach (var (name, original) in _originals)
        {
            foreach (var part in FileParts.Of(name, original).Where(part => part.Start < part.End))
            {
                Put(name, original.AsSpan(0, part.End - 1));
                AssertFound(name, "");
                Put(name, original.AsSpan(0, part.Start));
                AssertFound(name, "");
            }

            File.Delete(Path.Combine(Release, name));
            AssertFound(name, "is not there");
            Put(name, original);
        }
    }

    [Fact]
    public void Two_files_in_each_others_place_are_both_named()
    {
        var names = _originals.Keys.Order(StringComparer.Ordinal).ToList();
        foreach (var one in names)
        {
            foreach (var other in names.Where(name => string.CompareOrdinal(one, name) < 0))
            {
                Put(one, _originals[other]);
                Put(other, _originals[one]);
                var findings = ReleaseVerification.Run(Release, _key.Keys).Findings;
                if (_originals[one].Length == 0 && _originals[other].Length == 0)
                {
                    continue;
                }

                // A manifest that is something else says nothing of the other file.
                Assert.Contains(findings, finding => finding.File == one || finding.File == other);
                if (one.Contains('.', StringComparison.Ordinal) && other.Contains('.', StringComparison.Ordinal))
                {
                    Assert.Contains(findings, finding => finding.File == one && finding.What.Contains($"as {other}"));
                    Assert.Contains(findings, finding => finding.File == other && finding.What.Contains($"as {one}"));
                }

                Assert.Throws<RegisterFileException>(() => SealedRelease.Open(Release, _key.Keys));
                Put(one, _originals[one]);
                Put(other, _originals[other]);
            }
        }
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        Put("extra", [1]);
        Put("people.table", [.. _originals["people.table"], 0]);
        File.Delete(Path.Combine(Release, "families.table"));

        var findings = ReleaseVerification.Run(Release, _key.Keys).Findings;

        Assert.Equal(["extra", "families.table", "people.table"], findings.Select(finding => finding.File));
        Assert.Equal(
            [RegisterFileFault.Unlisted, RegisterFileFault.Missing, RegisterFileFault.WrongLength],
            findings.Select(finding => finding.Fault));
    }

    private static IEnumerable<int> PlacesIn(FilePart part) => Long
        ? Enumerable.Range(part.Start, part.End - part.Start)
        : new[] { part.Start, (part.Start + part.End - 1) / 2, part.End - 1 }.Where(at => at >= part.Start && at < part.End).Distinct();

    private void Put(string name, ReadOnlySpan<byte> bytes) => _folder.Put(Path.Combine("release", name), bytes);

    private void AssertFound(string name, string place)
    {
        // Manifest and signature hold for each other: which of the two differs from what BPS had cannot be told from the two alone.
        var refused = Assert.Throws<RegisterFileException>(() => SealedRelease.Open(Release, _key.Keys));
        var finding = ReleaseVerification.Run(Release, _key.Keys).Findings[0];
        Assert.Equal(finding.File, refused.FileName);
        Assert.Contains(name, $"{finding.File} {finding.What}", StringComparison.Ordinal);
        Assert.Contains(place, finding.What, StringComparison.Ordinal);
    }
}
