using System.Security.Cryptography;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Register.Releases;
using Dtsen.Exchange.Register.Tests.Files;
using Google.Protobuf;

namespace Dtsen.Exchange.Register.Tests.Releases;

/// <summary>
/// Whoever writes the files could write others than those that BPS sent, and have BPS sign them: it sees digests, not files. Here that is
/// done, with a manifest that lists the wrong files and is signed all the same.
/// </summary>
public sealed class ReleaseVerificationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SigningKey _key;

    public ReleaseVerificationTests() => _key = new SigningKey(_folder, "bps");

    public void Dispose()
    {
        _key.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Files_of_another_content_than_BPS_sent_are_found_by_file_and_row()
    {
        using var other = new TemporaryFolder();
        var honest = Seal(_folder, _ => { });
        var forged = Seal(other, family => family.DesilNasional = family.DesilNasional % 10 + 1);
        var blocks = honest.Kabupaten[0].KodeKabupatenKota + ".blocks";
        Assert.NotEqual(honest.Digest, forged.Digest);

        AssertFinds("families.table", $"differs from {blocks}, row 2.");
        AssertFinds("people.table", $"differs from {blocks}, row 2.");
        AssertFinds(blocks, "does not hold the families whose digest was signed.");

        void AssertFinds(string file, string what)
        {
            var original = File.ReadAllBytes(Path.Combine(_folder.File("release"), file));
            var bytes = File.ReadAllBytes(Path.Combine(other.File("release"), file));
            _folder.Put(Path.Combine("release", file), bytes);
            var manifest = honest.Clone();
            var listed = manifest.Files.Single(listed => listed.Name == file);
            (listed.Size, listed.Sha256) = (bytes.Length, ByteString.CopyFrom(SHA256.HashData(bytes)));
            Sign(_folder, manifest);

            var report = ReleaseVerification.Run(_folder.File("release"), _key.Keys);

            Assert.Contains(report.Findings, finding => finding.File == file && finding.What == what);
            _folder.Put(Path.Combine("release", file), original);
            Sign(_folder, honest);
            Assert.Empty(ReleaseVerification.Run(_folder.File("release"), _key.Keys).Findings);
        }
    }

    [Fact]
    public void A_row_more_than_the_families_have_is_found()
    {
        using var other = new TemporaryFolder();
        var honest = Seal(_folder, _ => { });
        Seal(other, _ => { }, families: 31);
        foreach (var file in (string[])["families.table", "people.table", "names.table", "births.table"])
        {
            var bytes = File.ReadAllBytes(Path.Combine(other.File("release"), file));
            _folder.Put(Path.Combine("release", file), bytes);
            var listed = honest.Files.Single(listed => listed.Name == file);
            (listed.Size, listed.Sha256) = (bytes.Length, ByteString.CopyFrom(SHA256.HashData(bytes)));
        }

        Sign(_folder, honest);

        var findings = ReleaseVerification.Run(_folder.File("release"), _key.Keys).Findings;
        Assert.Contains(findings, finding => finding.File == "families.table" && finding.What.Contains("as many families"));
        Assert.Contains(findings, finding => finding.File == "people.table" && finding.What.Contains("as many people"));
    }

    [Fact]
    public void A_birth_table_that_has_others_than_it_should_is_found()
    {
        // Four people in five live where their NIK says; the fifth of another release stands in the table of this one.
        var honest = Seal(_folder, _ => { });
        using var other = new TemporaryFolder();
        Seal(other, family => family.Members[0].TanggalLahir.Year++);
        var bytes = File.ReadAllBytes(Path.Combine(other.File("release"), "births.table"));
        _folder.Put(Path.Combine("release", "births.table"), bytes);
        var listed = honest.Files.Single(listed => listed.Name == "births.table");
        Assert.NotEqual(listed.Sha256, ByteString.CopyFrom(SHA256.HashData(bytes)));
        (listed.Size, listed.Sha256) = (bytes.Length, ByteString.CopyFrom(SHA256.HashData(bytes)));
        Sign(_folder, honest);

        var findings = ReleaseVerification.Run(_folder.File("release"), _key.Keys).Findings;

        Assert.Equal(["births.table"], findings.Select(finding => finding.File).Distinct());
    }

    [Fact]
    public void Progress_rises_to_the_end_and_giving_up_ends_it()
    {
        Seal(_folder, _ => { });
        var shares = new List<double>();
        using var giveUp = new CancellationTokenSource();

        ReleaseVerification.Run(_folder.File("release"), _key.Keys, new Told(shares.Add), giveUp.Token);

        Assert.Equal(shares.Order(), shares);
        Assert.Equal(1, shares[^1], 6);
        giveUp.Cancel();
        Assert.Throws<OperationCanceledException>(
            () => ReleaseVerification.Run(_folder.File("release"), _key.Keys, null, giveUp.Token));
    }

    // The third family of the first kabupaten is changed.
    private ReleaseManifest Seal(TemporaryFolder folder, Action<Family> change, int families = 30)
    {
        var sent = UploadSample.Nation(4, families, 0);
        var family = Family.Parser.ParseFrom(sent[2].Bytes);
        (family.DesilNasional, family.DesilProvinsi, family.DesilKabupatenKota, family.DesilBasis) = (3, 3, 3, DesilBasis.Peringkat);
        change(family);
        sent[2] = UploadSample.Good(sent[2].Kabupaten, family);
        UploadSample.Send(folder.File("upload"), sent, 10);
        var manifest = ReleaseManifest.Parser.ParseFrom(UploadSample.Check(folder).Manifest.Span);
        Sign(folder, manifest);
        return manifest;
    }

    private void Sign(TemporaryFolder folder, ReleaseManifest manifest)
    {
        folder.Put(Path.Combine("release", "manifest"), manifest.ToByteArray());
        File.Delete(Path.Combine(folder.File("release"), "signature"));
        Assert.True(ReleaseFolder.TrySign(folder.File("release"), _key.Id, _key.Sign(manifest.ToByteArray()), _key.Keys));
    }

    private sealed class Told(Action<double> tell) : IProgress<(double Share, string What)>
    {
        public void Report((double Share, string What) value) => tell(value.Share);
    }
}
