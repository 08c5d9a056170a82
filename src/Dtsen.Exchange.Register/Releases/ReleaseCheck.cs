using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Register.Blocks;
using Dtsen.Exchange.Register.Files;
using Dtsen.Exchange.Register.Tables;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>
/// One check of an upload, from the families as they came to the files of the release. It reads the upload twice: first every family is
/// judged by itself and its rows are sorted; then, when it is known which numbers stand there more than once, what is kept is written.
/// </summary>
internal sealed class ReleaseCheck : IDisposable
{
    private readonly string _uploadFolder;
    private readonly string _folder;
    private readonly IReadOnlyList<UploadPosition> _positions;
    private readonly FamilyJudge _judge;
    private readonly FamilyMarks _marks;
    private readonly FamilyRuns _runs;
    private readonly CancellationToken _cancellation;
    private readonly SortedDictionary<SetAsideReason, long> _setAsideCounts = [];
    private readonly List<SetAsideFamily> _setAside = [];

    public ReleaseCheck(
        string uploadFolder, string folder, string runFolder, SealingRules rules, int memory, CancellationToken cancellation)
    {
        _uploadFolder = uploadFolder;
        _folder = folder;
        _cancellation = cancellation;
        _positions = ReadPositions(uploadFolder);
        _judge = new FamilyJudge(rules);
        _marks = new FamilyMarks(_positions.Sum(position => position.Rows));
        _runs = new FamilyRuns(runFolder, memory, cancellation);
    }

    public CheckedRelease Run(ReleaseDescription description)
    {
        var manifest = ManifestText.Begin(description);
        JudgeEach();
        var files = new List<FileDigest>();
        using (var duplicates = _runs.MarkDuplicates(_marks))
        {
            WriteFamilies(manifest, files, duplicates);
        }

        var tables = _runs.WriteTables(_folder, _marks);
        files.AddRange(tables.Files);
        manifest.Digest = ManifestText.DigestOf(manifest.Kabupaten);
        manifest.Families = manifest.Kabupaten.Sum(content => content.Families);
        manifest.People = tables.People;
        manifest.SetAside.AddRange(_setAsideCounts.Select(count => new SetAsideCount { Reason = count.Key, Families = count.Value }));
        manifest.Files.AddRange(files.OrderBy(file => file.Name, StringComparer.Ordinal).Select(ManifestText.FileOf));
        return new CheckedRelease(Google.Protobuf.MessageExtensions.ToByteArray(manifest), _setAside, tables.FamiliesByDesil);
    }

    public void Dispose() => _runs.Dispose();

    // Read as they stand, not taken up: that would cut off what is damaged, and a check must not lose a family in silence.
    private static List<UploadPosition> ReadPositions(string uploadFolder)
    {
        var positions = new List<UploadPosition>();
        foreach (var kabupaten in RankingUpload.KabupatenIn(uploadFolder))
        {
            using var reader = BlockReader.OpenUnfinished(RankingUpload.FileOf(uploadFolder, kabupaten));
            if (reader.Rows > 0)
            {
                positions.Add(new UploadPosition(kabupaten, reader.Rows));
            }
        }

        return positions;
    }

    private void JudgeEach()
    {
        ulong place = 0;
        foreach (var position in _positions)
        {
            using var reader = OpenUpload(position);
            using var cursor = reader.Read();
            for (; cursor.MoveNext(); place++)
            {
                _cancellation.ThrowIfCancellationRequested();
                if (_judge.Judge(position.Kabupaten, cursor.Family.Span, out var family) is null)
                {
                    _runs.Add(place, family!);
                }
                else
                {
                    _marks.Set(place, FamilyMark.Faulty);
                }
            }
        }
    }

    private void WriteFamilies(ReleaseManifest manifest, List<FileDigest> files, TableReader duplicates)
    {
        ulong place = 0;
        foreach (var position in _positions)
        {
            using var reader = OpenUpload(position);
            using var cursor = reader.Read();
            using var kept = new KeptFamilies(_folder, position.Kabupaten);
            for (; cursor.MoveNext(); place++)
            {
                _cancellation.ThrowIfCancellationRequested();
                if (_marks[place] == FamilyMark.Kept)
                {
                    kept.Add(cursor.Family.Span);
                }
                else
                {
                    SetAside(position, cursor, _marks[place], duplicates);
                }
            }

            var (content, file) = kept.Complete();
            manifest.Kabupaten.Add(content);
            files.Add(file);
        }
    }

    // Judged again rather than remembered: an upload may consist of faults alone.
    private void SetAside(UploadPosition position, BlockCursor cursor, FamilyMark mark, TableReader duplicates)
    {
        var fault = mark switch
        {
            FamilyMark.SharesNumber => new FamilyFault(SetAsideReason.FamilyNumberDuplicate, "nomor_kartu_keluarga"),
            FamilyMark.SharesNik => new FamilyFault(SetAsideReason.NikDuplicate, FirstShared(cursor.Family.Span, duplicates)),
            _ => _judge.Judge(position.Kabupaten, cursor.Family.Span, out _)!.Value,
        };
        _setAsideCounts[fault.Reason] = _setAsideCounts.GetValueOrDefault(fault.Reason) + 1;
        if (_setAside.Count < CheckedRelease.MaxListed)
        {
            _setAside.Add(new SetAsideFamily
            {
                KodeKabupatenKota = position.Kabupaten.ToString(),
                Row = cursor.Row,
                Reason = fault.Reason,
                Field = fault.Field,
            });
        }
    }

    private static string FirstShared(ReadOnlySpan<byte> bytes, TableReader duplicates)
    {
        var members = Family.Parser.ParseFrom(bytes).Members;
        for (var i = 0; i < members.Count; i++)
        {
            if (Nik.TryParse(members[i].NomorIndukKependudukan, out var nik) && duplicates.TryFind(nik.RevealNumber(), out _))
            {
                return $"members[{i}].nomor_induk_kependudukan";
            }
        }

        throw new InvalidOperationException("A family was marked for a NIK that it does not have.");
    }

    private BlockReader OpenUpload(UploadPosition position)
    {
        var reader = BlockReader.OpenUnfinished(RankingUpload.FileOf(_uploadFolder, position.Kabupaten));
        if (reader.Rows == position.Rows)
        {
            return reader;
        }

        reader.Dispose();
        throw new IOException($"{position.Kabupaten}: the upload changed while it was checked.");
    }
}
