using Dtsen.Exchange.Register.Current;
using Dtsen.Exchange.Register.Releases;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>The right to read a release for the length of one call or one page.</summary>
internal readonly struct ReleaseLease(OpenRelease release, SealedRelease files) : IDisposable
{
    /// <summary>The files, until this is disposed of.</summary>
    public SealedRelease Files => files;

    /// <summary>People and families, until this is disposed of.</summary>
    public PopulationView Population => new(files.People, files.Families);

    public void Dispose() => release.Leave();
}
