using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Register.Current;
using Dtsen.Exchange.Register.Families;
using Dtsen.Exchange.Register.Files;
using Dtsen.Exchange.Register.People;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>A sealed release, open for reading: signature and every file verified before anything is read from it.</summary>
public sealed class SealedRelease : IDisposable
{
    private SealedRelease(string folder, ReleaseManifest manifest, PeopleTable people, FamilyTable families)
    {
        Folder = folder;
        Blocks = new FamilyBlocks(folder);
        Manifest = manifest;
        People = people;
        Families = families;
    }

    /// <summary>What BPS signed.</summary>
    public ReleaseManifest Manifest { get; }

    /// <summary>People, by NIK.</summary>
    public PeopleTable People { get; }

    /// <summary>Families, by nomor KK.</summary>
    public FamilyTable Families { get; }

    /// <summary>Whole families.</summary>
    public FamilyBlocks Blocks { get; }

    /// <summary>Opens and verifies a release. It reads every file once.</summary>
    /// <exception cref="RegisterFileException">
    /// A file is missing, differs from what the manifest says, or is not in it; or the signature does not hold.
    /// </exception>
    public static SealedRelease Open(string folder, ReleaseKeys keys)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(keys);
        var manifest = SignedManifest.Read(folder, keys);
        ManifestFiles.Verify(folder, manifest);
        var people = PeopleTable.Open(folder);
        try
        {
            var families = FamilyTable.Open(folder);
            if (people.Count == manifest.People && families.Count == manifest.Families)
            {
                return new SealedRelease(folder, manifest, people, families);
            }

            families.Dispose();
            throw new RegisterFileException(
                Path.Combine(folder, ReleaseFileNames.Manifest), RegisterFileFault.Inconsistent, "does not count what the Tables hold.");
        }
        catch
        {
            people.Dispose();
            throw;
        }
    }

    /// <summary>Who is in a family, by its Block.</summary>
    /// <param name="family">Where the release has the family.</param>
    public IReadOnlyCollection<Nik> MembersOf(FamilyOrigin family) =>
        WilayahCode.TryFromDesa(family.Desa, out var desa)
        && Blocks.Find(desa.Parent!.Value.Parent!.Value, family.FamilyNumber) is { } found
            ? [.. found.Members.Select(member => Nik.TryParse(member.NomorIndukKependudukan, out var nik) ? nik : default)]
            : [];

    /// <summary>Where its files lie.</summary>
    internal string Folder { get; }

    /// <summary>
    /// Unlinks the files of a release but manifest, signature and check. Whoever has them open reads on; a crash between is gone on with by
    /// calling it again.
    /// </summary>
    public static void RemoveAllButManifest(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder))
        {
            return;
        }

        string[] kept = [ReleaseFileNames.Manifest, ReleaseFileNames.Signature, ReleaseFileNames.Check];
        foreach (var path in Directory.EnumerateFiles(folder).Where(path => !kept.Contains(Path.GetFileName(path))))
        {
            File.Delete(path);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        People.Dispose();
        Families.Dispose();
        Blocks.Dispose();
    }
}
