using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Sandbox.Nation.Names;

namespace Dtsen.Exchange.Sandbox.Nation;

/// <summary>A family as the nation keeps it: what BPS sees of it, and what drives it.</summary>
internal sealed class Household
{
    /// <summary>The 39 variables, without desil.</summary>
    public required Family Card { get; init; }

    /// <summary>Where its chance comes from; the same for all its life.</summary>
    public required ulong Key { get; init; }

    /// <summary>Where the chance of its house comes from: families in one house share it.</summary>
    public required ulong HouseKey { get; set; }

    /// <summary>Where it lives.</summary>
    public required Kabupaten Place { get; set; }

    /// <summary>Desa or kelurahan in which it lives.</summary>
    public WilayahCode Desa { get; set; }

    /// <summary>Kecamatan in which it lives, six digits.</summary>
    public ulong Kecamatan => Desa.Parent!.Value.Number;

    /// <summary>Where its head comes from.</summary>
    public required Kabupaten Origin { get; init; }

    /// <summary>How it names its people.</summary>
    public required NameStyle Style { get; init; }

    /// <summary>Family name that children get.</summary>
    public string? FamilyName { get; set; }

    /// <summary>
    /// How well off it is, in standard deviations of the nation. No register holds it: BPS estimates it from what it sees.
    /// </summary>
    public double Welfare { get; set; }

    /// <summary>How well off it was when it was young: what schooling follows.</summary>
    public double Upbringing { get; init; }

    /// <summary>Whether its nomor KK was issued to a new family after the snapshot before: it is not ranked yet.</summary>
    public bool IsNew { get; set; }

    /// <summary>The head of the family, who stands first.</summary>
    public Member Head => Card.Members[0];
}
