using Dtsen.Exchange.Domain.Population;

namespace Dtsen.Exchange.Register.Current;

/// <summary>What events say of a KK.</summary>
internal struct FamilyState
{
    /// <summary>The KK that was issued in its place and in which its people are; 0 for none.</summary>
    public ulong Successor;

    /// <summary>The KK in whose place it was issued; 0 for none.</summary>
    public ulong FormedFrom;

    /// <summary>Order of the event that formed it; 0 where none did.</summary>
    public ulong FormationOrder;

    /// <summary>Order of the event that says its domicile; 0 for none.</summary>
    public ulong DesaOrder;

    private const int FormationBits = 2;
    private ulong _place;

    /// <summary>Its domicile, where an event says it; else 0.</summary>
    public ulong Desa
    {
        readonly get => _place >> FormationBits;
        set => _place = (value << FormationBits) | (_place & ((1 << FormationBits) - 1));
    }

    /// <summary>How it was formed after the ranking; None where it was ranked, or is not known.</summary>
    public Formation Formation
    {
        readonly get => (Formation)(_place & ((1 << FormationBits) - 1));
        set => _place = (_place & ~((1ul << FormationBits) - 1)) | (ulong)value;
    }
}
