using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Population;

namespace Dtsen.Exchange.Register.Current;

/// <summary>What events say of a person: of each thing what the event that counts says, and the rank of that event.</summary>
internal struct PersonState
{
    /// <summary>The KK that the person joined; 0 for none.</summary>
    public ulong Family;

    /// <summary>Rank of the event by which the person joined it; 0 for none.</summary>
    public ulong FamilyRank;

    /// <summary>Order of the event that says the state of the NIK; 0 for none.</summary>
    public ulong StatusOrder;

    /// <summary>Place among the identities, from 1; 0 for none.</summary>
    public int Identity;

    /// <summary>How the person joined <see cref="Family"/>.</summary>
    public Joining Joining;

    /// <summary>State of the NIK; Unspecified where no event says it.</summary>
    public NikStatus Status;
}
