namespace Dtsen.Exchange.Domain.Partners;

/// <summary>What is suspended. The numbers are stored: one that was ever written keeps its meaning.</summary>
public enum SuspensionKind
{
    /// <summary>An agency with all its applications, by its id.</summary>
    Agency = 1,

    /// <summary>An application, by its id.</summary>
    Application = 2,

    /// <summary>An agreement, by its number.</summary>
    Agreement = 3,

    /// <summary>A certificate, by its serial number as <see cref="Suspensions.SerialOf"/> writes it.</summary>
    Certificate = 4,
}
