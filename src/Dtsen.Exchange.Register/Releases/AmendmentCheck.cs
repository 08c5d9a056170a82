using System.Buffers.Binary;
using System.Security.Cryptography;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Register.Files;
using Dtsen.Exchange.Register.People;
using Dtsen.Exchange.Register.Runs;
using Dtsen.Exchange.Register.Tables;
using Google.Protobuf;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>
/// One check of an amendment, from the base and the families that change to the files of a whole release. The base is sorted already, so
/// only what was sent is sorted; a kabupaten in which nothing changes keeps the base's file. Where anything is wrong nothing is written.
/// </summary>
internal sealed class AmendmentCheck : IDisposable
{
    private const ulong DesaInKabupaten = 1_000_000;

    private readonly string _folder;
    private readonly string _runFolder;
    private readonly SealedRelease _base;
    private readonly UploadedFamilies _upload;
    private readonly FamilyJudge _judge;
    private readonly NumberRule _numbers;
    private readonly FamilyMarks _marks;
    private readonly FamilyRuns _runs;
    private readonly SortedRuns _touched;
    private readonly SetAsideList _setAside;
    private readonly CheckProgress _progress;

    public AmendmentCheck(
        string uploadFolder, SealedRelease amended, string folder, string runFolder, SealingRules rules, int memory,
        CheckProgress progress)
    {
        _folder = folder;
        _runFolder = runFolder;
        _base = amended;
        _progress = progress;
        _upload = new UploadedFamilies(uploadFolder);
        _judge = new FamilyJudge(rules);
        _numbers = new NumberRule(rules.Wilayah);
        _marks = new FamilyMarks(_upload.Count);
        _runs = new FamilyRuns(runFolder, memory, progress);
        _touched = new SortedRuns(runFolder, "touched", memory);
        _setAside = new SetAsideList(folder, (position, family) => FaultOf(position, family, out _));
    }

    public CheckedRelease Run(ReleaseDescription description)
    {
        var manifest = ManifestText.Begin(description);
        manifest.Amendment = new AmendmentContent { Amendment = description.Amendment, BaseDigest = _base.Manifest.Digest };
        _progress.Judging(_upload.Count);
        JudgeEach(manifest.Amendment);
        _progress.Matching();
        using var touched = MarkTouched();
        using (var shared = MarkDuplicates(touched))
        {
            ListSetAside(shared);
        }

        if (_setAside.Listed.Count > 0)
        {
            manifest.SetAside.AddRange(_setAside.Counts);
            return new CheckedRelease(manifest.ToByteArray(), _setAside.Listed, new long[Desil.Highest + 1]);
        }

        _progress.Writing((2 * _base.Manifest.Families) + _base.Manifest.People + _runs.Count);
        var files = WriteFamilies(manifest);
        var families = _runs.WriteFamilies(_folder, _marks, BaseRows.Families(_base, touched));
        var people = _runs.WritePeople(_folder, _marks, BaseRows.People(_base, touched), _base);
        ManifestText.Complete(manifest, new WrittenTables([families.File, .. people.Files], people.Count, families.ByDesil), files, []);
        return new CheckedRelease(manifest.ToByteArray(), [], families.ByDesil);
    }

    public void Dispose()
    {
        _runs.Dispose();
        _touched.Dispose();
        _setAside.Dispose();
    }

    private void JudgeEach(AmendmentContent content)
    {
        ulong place = 0;
        foreach (var position in _upload.Positions)
        {
            using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            using var reader = _upload.Open(position);
            using var cursor = reader.Read();
            for (; cursor.MoveNext(); place++)
            {
                _progress.Step();
                digest.AppendData(cursor.Family.Span);
                Judge(position, place, cursor.Family.Span, content);
            }

            content.Sent.Add(new KabupatenContent
            {
                KodeKabupatenKota = position.Kabupaten.ToString(),
                Families = position.Rows,
                Digest = ByteString.CopyFrom(digest.GetHashAndReset()),
            });
        }
    }

    private void Judge(UploadPosition position, ulong place, ReadOnlySpan<byte> bytes, AmendmentContent content)
    {
        if (FaultOf(position, bytes, out var family) is not null)
        {
            _marks.Set(place, FamilyMark.Faulty);
            return;
        }

        _ = FamilyWire.TryReadNumber(bytes, out var number);
        var isInBase = KabupatenInBase(number) == position.Kabupaten.Number;
        if (isInBase)
        {
            _touched.Add(number.RevealNumber(), place, []);
        }

        if (family is null)
        {
            content.Removed++;
            return;
        }

        _runs.Add(place, family);
        content.Changed += isInBase ? 1 : 0;
        content.Added += isInBase ? 0 : 1;
    }

    private FamilyFault? FaultOf(UploadPosition position, ReadOnlySpan<byte> bytes, out Contracts.Type.V1.Family? family)
    {
        if (!FamilyWire.IsNumberAlone(bytes))
        {
            return _judge.Judge(position.Kabupaten, bytes, out family);
        }

        family = null;
        _ = FamilyWire.TryReadNumber(bytes, out var number);
        return !_numbers.IsFamilyNumber(number.Reveal()) ? new FamilyFault(SetAsideReason.FamilyNumberInvalid, "nomor_kartu_keluarga")
            : KabupatenInBase(number) != position.Kabupaten.Number ? new FamilyFault(SetAsideReason.FamilyUnknown, "nomor_kartu_keluarga")
            : null;
    }

    private ulong? KabupatenInBase(FamilyNumber number) =>
        _base.Families.TryFindOrNearest(number, out var row) ? row.Desa / DesaInKabupaten : null;

    // Removed and changed, or changed twice, in one kabupaten: which of the two is meant nobody knows.
    private TableReader MarkTouched()
    {
        Span<byte> row = stackalloc byte[sizeof(ulong)];
        var path = Path.Combine(_runFolder, "touched.table");
        using (var merge = _touched.Merge())
        using (var touched = TableWriter.Create(path, FamilyRuns.NumbersOnly))
        {
            (ulong Key, ulong Place)? before = null;
            while (merge.MoveNext())
            {
                if (before is { } other && other.Key == merge.Key)
                {
                    _marks.Set(other.Place, FamilyMark.SharesNumber);
                    _marks.Set(merge.Tag, FamilyMark.SharesNumber);
                }
                else
                {
                    BinaryPrimitives.WriteUInt64LittleEndian(row, merge.Key);
                    touched.Add(row);
                }

                before = (merge.Key, merge.Tag);
            }

            touched.Complete();
        }

        return TableReader.Open(path, FamilyRuns.NumbersOnly);
    }

    // Taken by a family of the base that stays as it is: that one stands in the release, the one that was sent is set aside.
    private TableReader MarkDuplicates(TableReader touched) => _runs.MarkDuplicates(
        _marks,
        number => _base.Families.Rows.TryFind(number, out _) && !touched.TryFind(number, out _),
        nik => _base.People.Rows.TryFind(nik, out var row)
            && !touched.TryFind(BinaryPrimitives.ReadUInt64LittleEndian(row[PersonLayout.FamilyNumberAt..]), out _));

    private void ListSetAside(TableReader shared)
    {
        ulong place = 0;
        foreach (var position in _upload.Positions)
        {
            using var reader = _upload.Open(position);
            using var cursor = reader.Read();
            for (; cursor.MoveNext(); place++)
            {
                _progress.Step();
                if (_marks[place] != FamilyMark.Kept)
                {
                    _setAside.Add(position, cursor.Row, cursor.Family.Span, _marks[place], shared);
                }
            }
        }
    }

    private List<ReleaseFile> WriteFamilies(ReleaseManifest manifest)
    {
        var files = new List<ReleaseFile>();
        var kept = _base.Manifest.Kabupaten.ToDictionary(content => content.KodeKabupatenKota, StringComparer.Ordinal);
        var sent = _upload.Positions.ToDictionary(position => position.Kabupaten.ToString(), StringComparer.Ordinal);
        foreach (var code in kept.Keys.Union(sent.Keys).Order(StringComparer.Ordinal))
        {
            _ = WilayahCode.TryParse(code, out var kabupaten);
            if (sent.TryGetValue(code, out var position))
            {
                var (content, file) = AmendedFamilies.Write(
                    kept.ContainsKey(code) ? RankingUpload.FileOf(_base.Folder, kabupaten) : null, _upload, position, _folder, _progress);
                manifest.Kabupaten.Add(content);
                files.Add(ManifestText.FileOf(file));
                continue;
            }

            var name = RankingUpload.FileOf("", kabupaten);
            Durability.LinkOrCopy(Path.Combine(_base.Folder, name), Path.Combine(_folder, name));
            manifest.Kabupaten.Add(kept[code]);
            files.Add(_base.Manifest.Files.Single(file => file.Name == name));
        }

        return files;
    }
}
