namespace Dtsen.Exchange.Cli.Desil;

/// <summary>What a person or a row of a file gives to look up by; what is empty is not given.</summary>
/// <param name="Nik">NIK asked for.</param>
/// <param name="Kk">Nomor KK asked for; beside a NIK it is the proof.</param>
/// <param name="Name">Proof by name.</param>
/// <param name="ProofKk">Proof by nomor KK.</param>
/// <param name="MemberNik">Proof by a member's NIK.</param>
internal sealed record DesilFields(string? Nik, string? Kk, string? Name, string? ProofKk, string? MemberNik)
{
    // A record would print them.
    public override string ToString() => "fields of a lookup";
}
