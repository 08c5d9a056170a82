using Dtsen.Exchange.Domain;

namespace Dtsen.Exchange.Server.Desil;

/// <summary>A query whose form is right: the number asked for and the proof that came with it.</summary>
/// <param name="Nik">NIK asked for, or null where a nomor KK is.</param>
/// <param name="FamilyNumber">Nomor KK asked for, or null where a NIK is.</param>
/// <param name="Name">Proof by name, as it was written; null where the proof is another or none.</param>
/// <param name="ProofFamilyNumber">Proof by nomor KK.</param>
/// <param name="MemberNik">Proof by a member's NIK.</param>
internal readonly record struct Lookup(
    Nik? Nik, FamilyNumber? FamilyNumber, string? Name, FamilyNumber? ProofFamilyNumber, Nik? MemberNik)
{
    /// <summary>Whether it brings nothing that the number does not contain.</summary>
    public bool HasNoProof => Name is null && ProofFamilyNumber is null && MemberNik is null;

    // A record would print the numbers.
    public override string ToString() => "a lookup";
}
