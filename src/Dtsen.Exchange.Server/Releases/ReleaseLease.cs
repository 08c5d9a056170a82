using Dtsen.Exchange.Register.Current;
using Dtsen.Exchange.Register.Releases;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>The right to read a release for the length of one call or one page.</summary>
internal readonly struct ReleaseLease(OpenRelease release, SealedRelease files, EventReading events = default) : IDisposable
{
    /// <summary>The files, until this is disposed of.</summary>
    public SealedRelease Files => files;

    /// <summary>People and families, until this is disposed of.</summary>
    public PopulationView Population => new(files.People, files.Families, events);

    /// <summary>Entry of the change log up to which events are read; 0 where none were reported, or none are read.</summary>
    public long Seq => events.Seq;

    /// <summary>This with events, which end with it.</summary>
    public ReleaseLease With(EventReading reading) => new(release, files, reading);

    public void Dispose()
    {
        events.Dispose();
        release.Leave();
    }
}
