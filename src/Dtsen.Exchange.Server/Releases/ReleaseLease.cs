using Dtsen.Exchange.Register.Releases;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>The right to read a release for the length of one call or one page.</summary>
internal readonly struct ReleaseLease(OpenRelease release, SealedRelease files) : IDisposable
{
    /// <summary>The files, until this is disposed of.</summary>
    public SealedRelease Files => files;

    public void Dispose() => release.Leave();
}
