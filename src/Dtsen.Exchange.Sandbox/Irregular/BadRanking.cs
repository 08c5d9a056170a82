using System.Globalization;
using Dtsen.Exchange.Client.Releases;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Sandbox.Magic;
using Dtsen.Exchange.Sandbox.Nation;
using Google.Protobuf;

namespace Dtsen.Exchange.Sandbox.Irregular;

/// <summary>
/// An upload with what real files hold and what no release may hold, one fault a family, and the reason that sealing must give for each.
/// One family of it is right.
/// </summary>
public sealed class BadRanking
{
    private readonly List<ReadOnlyMemory<byte>> _families = [];
    private readonly List<BadRow> _rows = [];
    private readonly Family _right;

    /// <summary>Makes the upload.</summary>
    /// <param name="nation">Where the family comes from that is copied with a fault each time.</param>
    /// <param name="period">Period that it pretends to rank.</param>
    public BadRanking(SyntheticNation nation, Period period)
    {
        if (!WilayahCode.TryParse(Kabupaten, out var kabupaten))
        {
            throw new InvalidOperationException("The kabupaten is none.");
        }

        _right = new MagicFamilies(nation, period).In(kabupaten)[0];
        _families.Add(Next().ToByteArray());
        BadNumbers.AddTo(this);
        BadContent.AddTo(this);
        BadBytes.AddTo(this);
    }

    /// <summary>Kabupaten under which all of it is sent: Bandung.</summary>
    public static string Kabupaten => "3204";

    /// <summary>Every family that must be set aside, by row.</summary>
    public IReadOnlyList<BadRow> Rows => _rows;

    /// <summary>Families, in the order in which they are sent.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Families => _families;

    /// <summary>What an upload reads.</summary>
    public KabupatenSource Source => new(Kabupaten, () => _families);

    /// <summary>Adds a family with a fault that is made in it.</summary>
    internal void Add(string what, SetAsideReason reason, string field, Action<Family> spoil)
    {
        var family = Next();
        spoil(family);
        AddBytes(what, reason, field, family.ToByteArray());
    }

    /// <summary>Adds bytes that are no family as they should be.</summary>
    internal void AddBytes(string what, SetAsideReason reason, string field, byte[] bytes)
    {
        _rows.Add(new BadRow(_families.Count, what, reason, field));
        _families.Add(bytes);
    }

    /// <summary>A family that is right, with numbers of its own.</summary>
    internal Family Next()
    {
        var serial = (_families.Count + 1).ToString("D4", CultureInfo.InvariantCulture);
        var family = _right.Clone();
        family.NomorKartuKeluarga = "320437010120" + serial;
        family.Members[0].NomorIndukKependudukan = "320437520783" + serial;
        return family;
    }
}
