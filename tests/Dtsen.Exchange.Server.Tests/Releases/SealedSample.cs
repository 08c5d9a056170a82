using System.Security.Cryptography;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Variables;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Register.Releases;
using Dtsen.Exchange.Server.Releases;

namespace Dtsen.Exchange.Server.Tests.Releases;

/// <summary>Sealed releases in a folder, made without a node.</summary>
internal sealed class SealedSample : IDisposable
{
    private const string Kabupaten = "3204";

    private readonly TemporaryFolder _folder = new();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ReleaseKeys _keys;

    public SealedSample()
    {
        Directory.CreateDirectory(_folder.Inner("keys"));
        File.WriteAllText(Path.Combine(_folder.Inner("keys"), "bps-1.pem"), _key.ExportSubjectPublicKeyInfoPem());
        _keys = ReleaseKeys.Load(_folder.Inner("keys"));
        Files = new ReleaseFiles(_folder.Inner("releases"), _keys);
    }

    public ReleaseFiles Files { get; }

    /// <summary>Seals a release of so many families.</summary>
    public void Seal(string id, string name, int families)
    {
        Assert.True(ReleaseVersion.TryParse(name, out var version));
        Assert.True(WilayahCode.TryParse(Kabupaten, out var kabupaten));
        using (var upload = RankingUpload.Open(Files.UploadFolderOf(id)))
        {
            upload.Append(kabupaten, 0, [.. RankingSample.Families(Kabupaten, families).Select(family => family.Memory)]);
        }

        var rules = new SealingRules(
            VariableCatalogue.Load(RepositoryFolder.Inner(Path.Combine("config", "variables.v1.json"))),
            RankingSample.Wilayah,
            new DateOnly(2026, 12, 1));
        var description = new ReleaseDescription(id, version, "snap-1", 0, 1, version.Period.FirstDay);
        var check = ReleaseFolder.Check(Files.UploadFolderOf(id), Files.SealedFolderOf(id), description, rules);
        var signature = _key.SignData(check.Manifest.Span, HashAlgorithmName.SHA256);
        Assert.True(ReleaseFolder.TrySign(Files.SealedFolderOf(id), "bps-1", signature, _keys));
    }

    public void Dispose()
    {
        Files.Dispose();
        _key.Dispose();
        _folder.Dispose();
    }
}
