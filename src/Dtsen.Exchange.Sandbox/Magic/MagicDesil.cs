namespace Dtsen.Exchange.Sandbox.Magic;

/// <summary>The three desil of a magic family, unlike each other so that a mix-up shows.</summary>
/// <param name="Nasional">Within the nation, 1 to 10.</param>
/// <param name="Provinsi">Within the province.</param>
/// <param name="KabupatenKota">Within the kabupaten or kota.</param>
public readonly record struct MagicDesil(uint Nasional, uint Provinsi, uint KabupatenKota);
