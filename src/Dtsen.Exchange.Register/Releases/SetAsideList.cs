using System.Globalization;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Register.Blocks;
using Dtsen.Exchange.Register.Tables;
using Google.Protobuf;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>The families that a check sets aside: all counted and written, the first of them listed.</summary>
/// <param name="folder">Folder of the release.</param>
/// <param name="judge">Tells what is wrong with a family by itself, given where it was sent.</param>
internal sealed class SetAsideList(string folder, SetAsideList.Judge judge) : IDisposable
{
    private const int PageSize = 1000;

    private readonly SortedDictionary<SetAsideReason, long> _counts = [];
    private readonly List<SetAsideFamily> _listed = [];
    private readonly List<ReadOnlyMemory<byte>> _page = new(PageSize);
    private BlockWriter? _writer;

    /// <summary>What is wrong with a family by itself; null where nothing is.</summary>
    public delegate FamilyFault? Judge(UploadPosition position, ReadOnlySpan<byte> family);

    /// <summary>How many, by reason, in order of reason.</summary>
    public IEnumerable<SetAsideCount> Counts =>
        _counts.Select(count => new SetAsideCount { Reason = count.Key, Families = count.Value });

    /// <summary>The first <see cref="CheckedRelease.MaxListed"/>, in the order in which they were added.</summary>
    public IReadOnlyList<SetAsideFamily> Listed => _listed;

    /// <summary>Reads families that were written, in order.</summary>
    /// <param name="folder">Folder of the release.</param>
    /// <param name="first">How many to leave out before the first.</param>
    /// <param name="count">How many at most.</param>
    public static IReadOnlyList<SetAsideFamily> Read(string folder, long first, int count)
    {
        var path = Path.Combine(folder, ReleaseFileNames.SetAside);
        var families = new List<SetAsideFamily>();
        if (File.Exists(path))
        {
            using var reader = BlockReader.Open(path);
            using var cursor = reader.Read(first);
            while (families.Count < count && cursor.MoveNext())
            {
                families.Add(SetAsideFamily.Parser.ParseFrom(cursor.Family.Span));
            }
        }

        return families;
    }

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
        var entry = new SetAsideFamily
        {
            KodeKabupatenKota = position.Kabupaten.ToString(),
            Row = row,
            Reason = fault.Reason,
            Field = fault.Field,
        };
        if (_listed.Count < CheckedRelease.MaxListed)
        {
            _listed.Add(entry);
        }

        _page.Add(entry.ToByteArray());
        if (_page.Count == PageSize)
        {
            WritePage();
        }
    }

    /// <summary>Writes what is left; where nothing was set aside there is no file.</summary>
    public void Complete()
    {
        if (_page.Count > 0)
        {
            WritePage();
        }

        _writer?.Complete();
    }

    public void Dispose() => _writer?.Dispose();

    private void WritePage()
    {
        _writer ??= BlockWriter.Open(Path.Combine(folder, ReleaseFileNames.SetAside), digest: true);
        var keys = new ulong[_page.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = (ulong)(_writer.Rows + i);
        }

        _writer.Append(_page, keys);
        _page.Clear();
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
