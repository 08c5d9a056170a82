using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Register.Releases;
using Dtsen.Exchange.Register.Tests.Releases;

namespace Dtsen.Exchange.Register.Tests.Faults;

/// <summary>
/// A small release from its upload to its signature, with a check in between whose result is replaced. It can be run again at any time, and
/// then does what is left.
/// </summary>
internal sealed class ReleaseWork(string folder, SigningKey key)
{
    private const int Page = 4;
    private const int First = 8;
    private const int All = 12;

    private static readonly WilayahCode[] Kabupaten = [Config.Kabupaten("3204"), Config.Kabupaten("3273")];

    private static readonly Dictionary<WilayahCode, byte[][]> Families = Kabupaten.ToDictionary(
        kabupaten => kabupaten,
        kabupaten => Enumerable.Range(1, All)
            .Select(serial => UploadSample.Good(kabupaten, FamilySample.Make(new Random(serial), kabupaten, serial, 3)).Bytes)
            .ToArray());

    private readonly Dictionary<WilayahCode, long> _acknowledged = [];
    private byte[]? _checked;
    private bool _signed;

    public string Folder => folder;

    /// <summary>The manifest after the first check.</summary>
    public byte[] FirstManifest { get; private set; } = [];

    /// <summary>The manifest that was signed.</summary>
    public byte[] Manifest { get; private set; } = [];

    private string Upload => Path.Combine(folder, "upload");

    private string Release => Path.Combine(folder, "release");

    /// <exception cref="IOException">The disk refused.</exception>
    public void Run()
    {
        if (!_signed)
        {
            // A signature that is there stays, though its keeper could not say so: it is brought again, and nothing else.
            if (!File.Exists(Path.Combine(Release, "signature")))
            {
                UploadAndCheck();
            }

            Assert.True(ReleaseFolder.TrySign(Release, key.Id, key.Sign(Manifest), key.Keys));
            _signed = true;
        }

        using var release = SealedRelease.Open(Release, key.Keys);
        Assert.Equal(Kabupaten.Length * All, release.Families.Count);
        Assert.Equal(Manifest, File.ReadAllBytes(Path.Combine(Release, "manifest")));
    }

    /// <summary>After a failure: what was acknowledged is there, and a release that stands there is one of the two, whole.</summary>
    public void AssertNothingLost(ReleaseWork whole)
    {
        using (var upload = RankingUpload.Open(Upload))
        {
            foreach (var (kabupaten, rows) in _acknowledged)
            {
                Assert.True(upload.Positions.Single(position => position.Kabupaten == kabupaten).Rows >= rows);
            }
        }

        var stands = ReleaseFolder.ReadCheck(Release)?.Manifest.ToArray();
        if (_checked is not null)
        {
            Assert.NotNull(stands);
        }

        if (stands is not null)
        {
            Assert.True(stands.AsSpan().SequenceEqual(whole.FirstManifest) || stands.AsSpan().SequenceEqual(whole.Manifest));
            ManifestFiles.Verify(Release, Contracts.Release.V1.ReleaseManifest.Parser.ParseFrom(stands));
        }
    }

    private void UploadAndCheck()
    {
        if (_acknowledged.Values.Sum() < Kabupaten.Length * First || _checked is null)
        {
            Send(First);
            FirstManifest = Check();
        }

        Send(All);
        Manifest = Check();
    }

    private void Send(int rows)
    {
        using var upload = RankingUpload.Open(Upload);
        foreach (var kabupaten in Kabupaten)
        {
            var durable = upload.Positions.SingleOrDefault(position => position.Kabupaten == kabupaten).Rows;
            for (var row = (int)durable; row < rows; row += Page)
            {
                var page = Families[kabupaten].Skip(row).Take(Math.Min(Page, rows - row)).Select(family => (ReadOnlyMemory<byte>)family);
                _acknowledged[kabupaten] = upload.Append(kabupaten, row, [.. page]).Rows;
            }
        }
    }

    private byte[] Check() =>
        _checked = ReleaseFolder.Check(Upload, null, Release, UploadSample.Description, Config.Rules, 1 << 20, null, default)
            .Manifest.ToArray();
}
