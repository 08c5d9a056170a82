using System.Security.Cryptography;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Register.Blocks;
using Dtsen.Exchange.Register.Families;
using Dtsen.Exchange.Register.Files;
using Dtsen.Exchange.Register.People;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>
/// Compares what the files of a release say: the families with the digests that BPS computed and signed, and the Tables with the families.
/// BPS sees digests and never files, so only this shows that who wrote the files wrote what BPS sent.
/// </summary>
internal sealed class ContentCheck : IDisposable
{
    private const int FamiliesAStep = 1 << 14;

    private readonly string _folder;
    private readonly PeopleTable _people;
    private readonly FamilyTable _families;
    private readonly FamilyRows _rows = new();
    private readonly CanonicalForm _form = new();
    private readonly Action<long> _step;
    private long _others;

    /// <param name="folder">Folder of a release whose files are those of the manifest.</param>
    /// <param name="step">Called now and then with the number of families compared since the last call; it may throw to give up.</param>
    public ContentCheck(string folder, Action<long> step)
    {
        _folder = folder;
        _step = step;
        _people = PeopleTable.Open(folder);
        try
        {
            _families = FamilyTable.Open(folder);
        }
        catch
        {
            _people.Dispose();
            throw;
        }
    }

    /// <summary>The first difference of each kind, for each kabupaten.</summary>
    public IEnumerable<ReleaseFinding> Run(ReleaseManifest manifest)
    {
        long members = 0;
        foreach (var kabupaten in manifest.Kabupaten)
        {
            foreach (var finding in Compare(kabupaten, ref members))
            {
                yield return finding;
            }
        }

        // Every family and member has its row: with the same number of rows there are no others.
        if (_families.Count != manifest.Families || manifest.Kabupaten.Sum(content => content.Families) != manifest.Families)
        {
            yield return new ReleaseFinding(
                FamilyTable.FileName, RegisterFileFault.Inconsistent, "does not have as many families as the manifest counts.");
        }

        if (_others != _people.Births)
        {
            yield return new ReleaseFinding(
                BirthTable.FileName, RegisterFileFault.Inconsistent, "has people whom it should not have.");
        }

        if (_people.Count != manifest.People || members != manifest.People)
        {
            yield return new ReleaseFinding(
                PeopleTable.FileName, RegisterFileFault.Inconsistent, "does not have as many people as the manifest counts.");
        }
    }

    public void Dispose()
    {
        _people.Dispose();
        _families.Dispose();
    }

    private List<ReleaseFinding> Compare(KabupatenContent kabupaten, ref long members)
    {
        _ = WilayahCode.TryParse(kabupaten.KodeKabupatenKota, out var code);
        var path = RankingUpload.FileOf(_folder, code);
        var findings = new Dictionary<string, ReleaseFinding>(StringComparer.Ordinal);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var reader = BlockReader.Open(path);
        using var cursor = reader.Read();
        while (cursor.MoveNext())
        {
            digest.AppendData(cursor.Family.Span);
            if (Compare(cursor, Path.GetFileName(path), ref members) is { } finding)
            {
                findings.TryAdd(finding.File, finding);
            }

            if (cursor.Row % FamiliesAStep == FamiliesAStep - 1)
            {
                _step(FamiliesAStep);
            }
        }

        _step(reader.Rows % FamiliesAStep);
        if (reader.Rows != kabupaten.Families || !digest.GetCurrentHash().AsSpan().SequenceEqual(kabupaten.Digest.Span))
        {
            findings[Path.GetFileName(path)] = new ReleaseFinding(
                Path.GetFileName(path), RegisterFileFault.Inconsistent, "does not hold the families whose digest was signed.");
        }

        return [.. findings.Values];
    }

    private ReleaseFinding? Compare(BlockCursor cursor, string file, ref long members)
    {
        var family = _form.Parse(cursor.Family.Span);
        try
        {
            if (family is null || !FamilyWire.TryReadNumber(cursor.Family.Span, out var key) || key.RevealNumber() != cursor.Key)
            {
                return new ReleaseFinding(file, RegisterFileFault.Inconsistent, $"row {cursor.Row} is no family under its own number.");
            }

            members += family.Members.Count;
            return TableThatDiffers(family) is { } table
                ? new ReleaseFinding(table, RegisterFileFault.Inconsistent, $"differs from {file}, row {cursor.Row}.")
                : null;
        }
        catch (Exception fault) when (fault is FormatException or OverflowException or ArgumentException)
        {
            return new ReleaseFinding(file, RegisterFileFault.Inconsistent, $"row {cursor.Row} is no family that a release may hold.");
        }
    }

    private string? TableThatDiffers(Family family)
    {
        var row = _rows.Family(family, out var number);
        if (!_families.Holds(number, row))
        {
            return FamilyTable.FileName;
        }

        foreach (var member in family.Members)
        {
            var person = _rows.Person(family, member, out Nik nik);
            if (!_people.Holds(nik, person[..PersonLayout.RowSize], person[PersonLayout.RowSize..]))
            {
                return PeopleTable.FileName;
            }

            if (!_people.HasBirth(nik, out var isOther))
            {
                return BirthTable.FileName;
            }

            _others += isOther ? 1 : 0;
        }

        return null;
    }
}
