using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Population;

namespace Dtsen.Exchange.Register.Current;

/// <summary>Who a person is by what events say: few people have one.</summary>
internal struct IdentityState
{
    /// <summary>Folded name in UTF-8; null where no event says it.</summary>
    public byte[]? Name;

    /// <summary>Date of birth, where an event says it.</summary>
    public DateOnly BirthDate;

    /// <summary>Sex; Unknown where no event says it.</summary>
    public Sex Sex;

    /// <summary>Whether an event brought the person into the register, where the release does not hold them.</summary>
    public bool IsKnown;

    private ulong _nameRank;
    private ulong _birthDateRank;
    private ulong _sexRank;

    /// <summary>Whether an event says the date of birth.</summary>
    public readonly bool HasBirthDate => _birthDateRank > 0;

    /// <summary>Takes what an event says.</summary>
    public void Apply(Identity said, ulong rank)
    {
        if (said.FoldedName is { } name && rank > _nameRank)
        {
            (Name, _nameRank) = (name, rank);
        }

        if (said.BirthDate is { } birthDate && rank > _birthDateRank)
        {
            (BirthDate, _birthDateRank) = (birthDate, rank);
        }

        if (said.Sex is { } sex && rank > _sexRank)
        {
            (Sex, _sexRank) = (sex, rank);
        }
    }
}
