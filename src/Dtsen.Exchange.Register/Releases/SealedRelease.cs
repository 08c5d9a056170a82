using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Register.Families;
using Dtsen.Exchange.Register.People;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>A sealed release, open for reading: signature and every file verified before anything is read from it.</summary>
public sealed class SealedRelease : IDisposable
{
    /// <summary>Opens and verifies a release.</summary>
    /// <exception cref="Files.RegisterFileException">A file is missing or is not the one that the manifest names.</exception>
    /// <exception cref="InvalidDataException">There is no manifest, no signature, or the signature does not hold.</exception>
    public static SealedRelease Open(string folder, ReleaseKeys keys) => throw new NotImplementedException();

    /// <summary>What BPS signed.</summary>
    public ReleaseManifest Manifest => throw new NotImplementedException();

    /// <summary>People, by NIK.</summary>
    public PeopleTable People => throw new NotImplementedException();

    /// <summary>Families, by nomor KK.</summary>
    public FamilyTable Families => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}
