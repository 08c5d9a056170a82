using Dtsen.Exchange.Domain;

namespace Dtsen.Exchange.Register.People;

/// <summary>What a row says of a person beside numbers, desil and name.</summary>
internal readonly record struct Person(ulong Desa, NikStatus Status, Sex Sex, DateOnly BirthDate);
