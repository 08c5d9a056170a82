namespace Dtsen.Exchange.Domain.Population;

/// <summary>
/// Kinds of events in a person's or family's life. The numbers say in which order events of one day count, the later one last: a death
/// stands against whatever else is said of the day. They are part of what is stored and keep their meaning.
/// </summary>
public enum LifeEventKind : byte
{
    /// <summary>Lahir.</summary>
    Birth = 1,

    /// <summary>Datang, from abroad or from where the register does not reach.</summary>
    Arrival = 2,

    /// <summary>Kawin.</summary>
    Marriage = 3,

    /// <summary>Cerai.</summary>
    Divorce = 4,

    /// <summary>Pindah.</summary>
    Move = 5,

    /// <summary>A KK was issued anew.</summary>
    CardChange = 6,

    /// <summary>Name, date of birth or sex were corrected.</summary>
    Correction = 7,

    /// <summary>A NIK was switched on or off, or found to be one of two.</summary>
    NikChange = 8,

    /// <summary>Mati.</summary>
    Death = 9,
}
