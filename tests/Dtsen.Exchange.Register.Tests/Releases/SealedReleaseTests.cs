using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Register.Files;
using Dtsen.Exchange.Register.Releases;
using Dtsen.Exchange.Register.Tests.Files;
using Google.Protobuf;

namespace Dtsen.Exchange.Register.Tests.Releases;

public sealed class SealedReleaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, byte[]> _originals = [];
    private readonly SigningKey _key;

    public SealedReleaseTests()
    {
        _key = new SigningKey(_folder, "bps");
        UploadSample.Send(_folder.File("upload"), UploadSample.Nation(1, 20, 8), 10);
        Sign(UploadSample.Check(_folder).Manifest);
    }

    private string Release => _folder.File("release");

    public void Dispose()
    {
        _key.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_release_as_it_was_signed_is_opened()
    {
        using var release = SealedRelease.Open(Release, _key.Keys);
        Assert.True(release.Families.Count > 0);
        Assert.Equal(release.Manifest.People, release.People.Count);
    }

    [Fact]
    public void A_flipped_byte_in_any_file_is_refused_by_its_name()
    {
        var random = new Random(7);
        foreach (var name in SignedFiles())
        {
            var path = Path.Combine("release", name);
            for (var flips = 0; flips < 8; flips++)
            {
                var bytes = _originals[name].ToArray();
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                _folder.Put(path, bytes);
                AssertRefused(name);
            }

            _folder.Put(path, _originals[name]);
        }
    }

    [Fact]
    public void A_file_cut_lengthened_missing_or_renamed_is_refused_by_its_name()
    {
        foreach (var name in SignedFiles())
        {
            var path = Path.Combine("release", name);
            var bytes = _originals[name];
            _folder.Put(path, bytes.AsSpan(0, bytes.Length - 1));
            AssertRefused(name);
            _folder.Put(path, []);
            AssertRefused(name);
            _folder.Put(path, [.. bytes, 0]);
            AssertRefused(name);
            File.Delete(_folder.File(path));
            AssertRefused(name);
            _folder.Put(path, bytes);
        }

        SealedRelease.Open(Release, _key.Keys).Dispose();
        File.Move(Path.Combine(Release, "people.table"), Path.Combine(Release, "folk.table"));
        AssertRefused("folk.table");
        File.Move(Path.Combine(Release, "folk.table"), Path.Combine(Release, "people.table"));
        Swap("people.table", "names.table");
        AssertRefused("names.table: is the file that was signed as people.table");
    }

    [Fact]
    public void A_file_or_folder_that_nobody_signed_is_refused_by_its_name()
    {
        _folder.Put(Path.Combine("release", "3201.blocks"), [1]);
        AssertRefused("3201.blocks");
        File.Delete(Path.Combine(Release, "3201.blocks"));
        Directory.CreateDirectory(Path.Combine(Release, "runs"));
        AssertRefused("runs");
        Directory.Delete(Path.Combine(Release, "runs"));

        // What a crash while signing leaves is no reason to refuse.
        _folder.Put(Path.Combine("release", "signature.tmp"), [1]);
        SealedRelease.Open(Release, _key.Keys).Dispose();
    }

    [Fact]
    public void A_key_that_is_not_known_or_another_of_its_name_is_refused()
    {
        Assert.Throws<RegisterFileException>(() => SealedRelease.Open(Release, ReleaseKeys.Load(_folder.File("none"))));
        using var other = new SigningKey(_folder, "bps");
        var refused = Assert.Throws<RegisterFileException>(() => SealedRelease.Open(Release, other.Keys));
        Assert.StartsWith("signature", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_release_without_manifest_or_signature_is_no_sealed_one()
    {
        foreach (var name in (string[])["signature", "manifest"])
        {
            var path = Path.Combine("release", name);
            File.Delete(_folder.File(path));
            AssertRefused(name);
            _folder.Put(path, [0xFF]);
            AssertRefused(name);
            _folder.Put(path, _originals[name]);
        }
    }

    /// <summary>What even BPS cannot sign: a manifest that is not of these files.</summary>
    public static TheoryData<string, Action<ReleaseManifest>> Contradictions { get; } = new()
    {
        { "of a later format", manifest => manifest.Format = 3 },
        { "of another digest", manifest => manifest.Kabupaten[0].Families++ },
        { "of more people", manifest => manifest.People++ },
        { "of fewer families", manifest => manifest.Families-- },
        { "without a table", manifest => manifest.Files.RemoveAt(manifest.Files.Count - 1) },
        { "with a file twice", manifest => manifest.Files.Add(manifest.Files[^1].Clone()) },
        { "with a file of another folder", manifest => manifest.Files[0].Name = "../upload/1101.blocks" },
        { "with another order", manifest => (manifest.Files[0], manifest.Files[1]) = (manifest.Files[1], manifest.Files[0]) },
    };

    [Theory]
    [MemberData(nameof(Contradictions), DisableDiscoveryEnumeration = true)]
    public void A_manifest_that_contradicts_its_files_is_refused_by_its_name(string what, Action<ReleaseManifest> change)
    {
        Assert.True(what.Length > 0);
        var manifest = ReleaseManifest.Parser.ParseFrom(_originals["manifest"]);
        change(manifest);
        _folder.Put(Path.Combine("release", "manifest"), manifest.ToByteArray());
        File.Delete(Path.Combine(Release, "signature"));
        Assert.True(ReleaseFolder.TrySign(Release, _key.Id, _key.Sign(manifest.ToByteArray()), _key.Keys));
        AssertRefused("manifest");
    }

    [Fact]
    public void A_release_of_the_format_before_is_read()
    {
        var manifest = ReleaseManifest.Parser.ParseFrom(_originals["manifest"]);
        manifest.Format = 1;
        Assert.True(manifest.Files.Remove(manifest.Files.Single(file => file.Name == "births.table")));
        _folder.Put(Path.Combine("release", "manifest"), manifest.ToByteArray());
        File.Delete(Path.Combine(Release, "signature"));
        Assert.True(ReleaseFolder.TrySign(Release, _key.Id, _key.Sign(manifest.ToByteArray()), _key.Keys));
        AssertRefused("births.table");
        File.Delete(Path.Combine(Release, "births.table"));

        using var release = SealedRelease.Open(Release, _key.Keys);

        Assert.Equal(manifest.People, release.People.Count);
        Assert.Empty(ReleaseVerification.Run(Release, _key.Keys).Findings);
    }

    private void Sign(ReadOnlyMemory<byte> manifest)
    {
        Assert.True(ReleaseFolder.TrySign(Release, _key.Id, _key.Sign(manifest), _key.Keys));
        foreach (var path in Directory.GetFiles(Release))
        {
            _originals[Path.GetFileName(path)] = File.ReadAllBytes(path);
        }
    }

    private List<string> SignedFiles() =>
        [.. ReleaseManifest.Parser.ParseFrom(_originals["manifest"]).Files.Select(file => file.Name)];

    private void Swap(string one, string other)
    {
        _folder.Put(Path.Combine("release", one), _originals[other]);
        _folder.Put(Path.Combine("release", other), _originals[one]);
    }

    private void AssertRefused(string name)
    {
        var refused = Assert.Throws<RegisterFileException>(() => SealedRelease.Open(Release, _key.Keys));
        Assert.StartsWith(name.Contains(':') ? name : name + ":", refused.Message, StringComparison.Ordinal);
    }
}
