using Dtsen.Exchange.Domain;

namespace Dtsen.Exchange.Register.Tests.Current;

/// <summary>A person of a small release.</summary>
internal sealed record SmallPerson(ulong Family, string Name = "BUDI", NikStatus Status = NikStatus.Active)
{
    public Sex Sex { get; init; } = Sex.Male;

    public DateOnly BirthDate { get; init; } = new(1980, 1, 1);
}
