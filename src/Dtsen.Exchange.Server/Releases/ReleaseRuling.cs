namespace Dtsen.Exchange.Server.Releases;

/// <summary>Whether a release may be published or rolled back.</summary>
internal enum ReleaseRuling
{
    /// <summary>It may.</summary>
    Allowed,

    /// <summary>The release is not in a state for it.</summary>
    WrongState,

    /// <summary>The audience sees the release already.</summary>
    AudienceServed,

    /// <summary>A release goes to the first audience before it goes to all.</summary>
    FirstComesFirst,
}
