namespace Dtsen.Exchange.Domain;

/// <summary>A family's desil within the nation, the province and the kabupaten or kota in which it was ranked.</summary>
/// <param name="Nasional">Within the nation; null: belum ada desil.</param>
/// <param name="Provinsi">Within the province.</param>
/// <param name="KabupatenKota">Within the kabupaten or kota.</param>
/// <param name="Basis">By what the family has them.</param>
public readonly record struct DesilSet(Desil? Nasional, Desil? Provinsi, Desil? KabupatenKota, DesilBasis Basis)
{
    /// <summary>The four values in 16 bits, 4 each, as they go to disk: nasional lowest, then provinsi, kabupaten/kota, basis.</summary>
    public ushort Pack() => (ushort)(
        (Nasional?.Value ?? 0)
        | ((Provinsi?.Value ?? 0) << 4)
        | ((KabupatenKota?.Value ?? 0) << 8)
        | ((int)Basis << 12));

    /// <summary>Reads what <see cref="Pack"/> wrote.</summary>
    public static DesilSet Unpack(ushort packed) => new(
        At(packed), At(packed >> 4), At(packed >> 8), (DesilBasis)(packed >> 12));

    private static Desil? At(int bits) => Desil.TryFrom(bits & 0xF, out var desil) ? desil : null;
}
