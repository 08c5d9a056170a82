using Dtsen.Exchange.Domain;

namespace Dtsen.Exchange.Register.Tests.Current;

/// <summary>A person as the naive model has them.</summary>
internal sealed record NaivePerson(
    ulong Family, ulong Joined, ulong Desa, DesilSet Desil, ulong Origin, NikStatus Status, byte[] Name, DateOnly BirthDate, Sex Sex);
