using System.Globalization;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Sandbox.Magic;
using Dtsen.Exchange.Sandbox.Nation;

namespace Dtsen.Exchange.Sandbox.Ranking;

/// <summary>One ranking of the nation, as BPS hands it over: families with desil, by kabupaten.</summary>
public sealed class NationRanking
{
    private readonly SyntheticNation _nation;
    private readonly Dictionary<ulong, ushort> _desil;
    private readonly MagicFamilies _magic;

    internal NationRanking(
        SyntheticNation nation, Period period, Dictionary<ulong, ushort> desil, IReadOnlyDictionary<int, long> sizes, long people)
    {
        _nation = nation;
        _desil = desil;
        _magic = new MagicFamilies(nation, period);
        Period = period;
        SnapshotId = $"SNAP-{period}-{nation.Fingerprint}";
        Kabupaten = [.. nation.Kabupaten.Where(code => sizes.ContainsKey((int)code.Number) || _magic.In(code).Count > 0)];
        Families = sizes.Values.Sum() + _magic.All.Count;
        People = people + _magic.All.Sum(family => family.Members.Count);
    }

    /// <summary>The period that was ranked.</summary>
    public Period Period { get; }

    /// <summary>BPS's id of the snapshot: the same nation in the same period has the same.</summary>
    public string SnapshotId { get; }

    /// <summary>Kabupaten and kota with families, in order of code.</summary>
    public IReadOnlyList<WilayahCode> Kabupaten { get; }

    /// <summary>Families.</summary>
    public long Families { get; }

    /// <summary>People.</summary>
    public long People { get; }

    /// <summary>Families of a kabupaten with their desil, in rising order of nomor KK.</summary>
    public IEnumerable<Family> FamiliesOf(WilayahCode kabupaten) => _nation.HouseholdsOf(kabupaten, Period)
        .Select(Ranked)
        .Concat(_magic.In(kabupaten))
        .OrderBy(family => family.NomorKartuKeluarga, StringComparer.Ordinal);

    /// <summary>By how many desil each family moved that was ranked before too: above 0 it does better.</summary>
    internal IEnumerable<int> MovesSince(NationRanking before)
    {
        foreach (var (family, packed) in _desil)
        {
            if (before._desil.TryGetValue(family, out var earlier))
            {
                yield return DesilSet.Unpack(packed).Nasional!.Value.Value - DesilSet.Unpack(earlier).Nasional!.Value.Value;
            }
        }
    }

    private Family Ranked(Household household)
    {
        var family = household.Card;
        if (!_desil.TryGetValue(ulong.Parse(family.NomorKartuKeluarga, CultureInfo.InvariantCulture), out var packed))
        {
            family.DesilBasis = Contracts.Type.V1.DesilBasis.KeluargaBaru;
            return family;
        }

        var desil = DesilSet.Unpack(packed);
        family.DesilNasional = (uint)desil.Nasional!.Value.Value;
        family.DesilProvinsi = (uint)desil.Provinsi!.Value.Value;
        family.DesilKabupatenKota = (uint)desil.KabupatenKota!.Value.Value;
        family.DesilBasis = Contracts.Type.V1.DesilBasis.Peringkat;
        return family;
    }
}
