using System.Globalization;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Register.Tables;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>The families that a check sets aside: all counted, the first of them listed.</summary>
/// <param name="judge">Tells what is wrong with a family by itself, given where it was sent.</param>
internal sealed class SetAsideList(SetAsideList.Judge judge)
{
    private readonly SortedDictionary<SetAsideReason, long> _counts = [];
    private readonly List<SetAsideFamily> _listed = [];

    /// <summary>What is wrong with a family by itself; null where nothing is.</summary>
    public delegate FamilyFault? Judge(UploadPosition position, ReadOnlySpan<byte> family);

    /// <summary>How many, by reason, in order of reason.</summary>
    public IEnumerable<SetAsideCount> Counts =>
        _counts.Select(count => new SetAsideCount { Reason = count.Key, Families = count.Value });

    /// <summary>The first <see cref="CheckedRelease.MaxListed"/>, in the order in which they were added.</summary>
    public IReadOnlyList<SetAsideFamily> Listed => _listed;

    /// <summary>Adds a family that is marked. It is judged again rather than remembered: an upload may consist of faults alone.</summary>
    /// <param name="position">Where it was sent.</param>
    /// <param name="row">Its row there.</param>
    /// <param name="family">Its bytes.</param>
    /// <param name="mark">Its mark, not <see cref="FamilyMark.Kept"/>.</param>
    /// <param name="shared">NIKs that are shared.</param>
    public void Add(UploadPosition position, long row, ReadOnlySpan<byte> family, FamilyMark mark, TableReader shared)
    {
        var fault = mark switch
        {
            FamilyMark.SharesNumber => new FamilyFault(SetAsideReason.FamilyNumberDuplicate, "nomor_kartu_keluarga"),
            FamilyMark.SharesNik => new FamilyFault(SetAsideReason.NikDuplicate, FirstShared(family, shared)),
            _ => judge(position, family)!.Value,
        };
        _counts[fault.Reason] = _counts.GetValueOrDefault(fault.Reason) + 1;
        if (_listed.Count < CheckedRelease.MaxListed)
        {
            _listed.Add(new SetAsideFamily
            {
                KodeKabupatenKota = position.Kabupaten.ToString(),
                Row = row,
                Reason = fault.Reason,
                Field = fault.Field,
            });
        }
    }

    private static string FirstShared(ReadOnlySpan<byte> bytes, TableReader shared)
    {
        var members = Family.Parser.ParseFrom(bytes).Members;
        for (var i = 0; i < members.Count; i++)
        {
            if (Nik.TryParse(members[i].NomorIndukKependudukan, out var nik) && shared.TryFind(nik.RevealNumber(), out _))
            {
                return string.Create(CultureInfo.InvariantCulture, $"members[{i}].nomor_induk_kependudukan");
            }
        }

        throw new InvalidOperationException("A family was marked for a NIK that it does not have.");
    }
}
