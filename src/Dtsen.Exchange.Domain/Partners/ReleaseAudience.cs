namespace Dtsen.Exchange.Domain.Partners;

/// <summary>Who sees a release, and when. A release goes to <see cref="First"/> before it goes to <see cref="All"/>.</summary>
public enum ReleaseAudience
{
    /// <summary>Kemensos, Kemenko PM and Bappenas: they see a release as soon as BPS hands it over.</summary>
    First = 1,

    /// <summary>Every other agency and Pemda: they see a release once it has been validated.</summary>
    All = 2,
}
