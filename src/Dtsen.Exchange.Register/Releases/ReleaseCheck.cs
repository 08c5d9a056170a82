using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Register.Files;
using Dtsen.Exchange.Register.Tables;
using Google.Protobuf;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>
/// One check of an upload, from the families as they came to the files of the release. It reads the upload twice: first every family is
/// judged by itself and its rows are sorted; then, when it is known which numbers stand there more than once, what is kept is written.
/// </summary>
internal sealed class ReleaseCheck : IDisposable
{
    private readonly string _folder;
    private readonly UploadedFamilies _upload;
    private readonly FamilyJudge _judge;
    private readonly FamilyMarks _marks;
    private readonly FamilyRuns _runs;
    private readonly SetAsideList _setAside;
    private readonly CheckProgress _progress;

    public ReleaseCheck(
        string uploadFolder, string folder, string runFolder, SealingRules rules, int memory, CheckProgress progress)
    {
        _folder = folder;
        _progress = progress;
        _upload = new UploadedFamilies(uploadFolder);
        _judge = new FamilyJudge(rules);
        _marks = new FamilyMarks(_upload.Count);
        _runs = new FamilyRuns(runFolder, memory, progress);
        _setAside = new SetAsideList(folder, (position, family) => _judge.Judge(position.Kabupaten, family, out _));
    }

    public CheckedRelease Run(ReleaseDescription description)
    {
        var manifest = ManifestText.Begin(description);
        JudgeEach();
        var files = new List<FileDigest>();
        _progress.Matching();
        using (var shared = _runs.MarkDuplicates(_marks))
        {
            WriteFamilies(manifest, files, shared);
        }

        _setAside.Complete();

        var tables = _runs.WriteTables(_folder, _marks);
        ManifestText.Complete(manifest, tables, files.Select(ManifestText.FileOf), _setAside.Counts);
        return new CheckedRelease(manifest.ToByteArray(), _setAside.Listed, tables.FamiliesByDesil);
    }

    public void Dispose()
    {
        _runs.Dispose();
        _setAside.Dispose();
    }

    private void JudgeEach()
    {
        _progress.Judging(_upload.Count);
        ulong place = 0;
        foreach (var position in _upload.Positions)
        {
            using var reader = _upload.Open(position);
            using var cursor = reader.Read();
            for (; cursor.MoveNext(); place++)
            {
                _progress.Step();
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

    private void WriteFamilies(ReleaseManifest manifest, List<FileDigest> files, TableReader shared)
    {
        _progress.WritingFamilies(_upload.Count);
        ulong place = 0;
        foreach (var position in _upload.Positions)
        {
            using var reader = _upload.Open(position);
            using var cursor = reader.Read();
            using var kept = new KeptFamilies(_folder, position.Kabupaten);
            for (; cursor.MoveNext(); place++)
            {
                _progress.Step();
                if (_marks[place] == FamilyMark.Kept)
                {
                    kept.Add(cursor.Family.Span);
                }
                else
                {
                    _setAside.Add(position, cursor.Row, cursor.Family.Span, _marks[place], shared);
                }
            }

            var (content, file) = kept.Complete();
            manifest.Kabupaten.Add(content);
            files.Add(file);
        }
    }
}
