using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Register.Files;
using Dtsen.Exchange.Register.Runs;
using Dtsen.Exchange.Register.Tables;
using Google.Protobuf;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>
/// One check of an upload, from the families as they came to the files of the release. Every family is judged by itself, kabupaten beside
/// kabupaten; its rows are sorted, and it is written as if nobody else had its numbers. When it is known which numbers stand there more
/// than once, the kabupaten whose families share any are written again.
/// </summary>
internal sealed class ReleaseCheck : IDisposable
{
    // Each has its buffers: more of them would take memory, and a node has callers to serve besides.
    private const int MaxLanes = 4;

    private readonly string _folder;
    private readonly UploadedFamilies _upload;
    private readonly Lane[] _lanes;
    private readonly FamilyMarks _marks;
    private readonly ulong[] _places;
    private readonly FamilyRuns _runs;
    private readonly SetAsideList _setAside;
    private readonly CheckProgress _progress;
    private readonly (KabupatenContent Content, FileDigest File)[] _written;

    public ReleaseCheck(
        string uploadFolder, string folder, string runFolder, SealingRules rules, int memory, CheckProgress progress)
    {
        _folder = folder;
        _progress = progress;
        _upload = new UploadedFamilies(uploadFolder);
        _places = FamilyMarks.PlacesOf(_upload.Positions, out var places);
        _marks = new FamilyMarks(places);
        _written = new (KabupatenContent, FileDigest)[_upload.Positions.Count];
        var lanes = Math.Clamp(Environment.ProcessorCount, 1, MaxLanes);
        _lanes = [.. Enumerable.Range(0, lanes).Select(
            number => new Lane(number, new FamilyScan(rules), new FamilyJudge(rules), new FamilyPage()))];
        _runs = new FamilyRuns(runFolder, memory, progress, lanes);
        _setAside = new SetAsideList(folder, (position, family) => _lanes[0].Judge.Judge(position.Kabupaten, family, out _));
    }

    public CheckedRelease Run(ReleaseDescription description)
    {
        var manifest = ManifestText.Begin(description);
        _progress.Judging(_upload.Count);
        SideBySide.Run(_lanes, _upload.Positions.Count, JudgeEach);
        _progress.Matching();
        using (var shared = _runs.MarkDuplicates(_marks))
        {
            _progress.WritingFamilies(_upload.Count);
            SetAside(shared);
        }

        manifest.Kabupaten.AddRange(_written.Select(written => written.Content));
        var tables = _runs.WriteTables(_folder, _marks);
        ManifestText.Complete(manifest, tables, _written.Select(written => ManifestText.FileOf(written.File)), _setAside.Counts);
        return new CheckedRelease(manifest.ToByteArray(), _setAside.Listed, tables.FamiliesByDesil);
    }

    public void Dispose()
    {
        _runs.Dispose();
        _setAside.Dispose();
    }

    private void JudgeEach(Lane lane, int at)
    {
        var position = _upload.Positions[at];
        var place = _places[at];
        using var reader = _upload.Open(position);
        using var cursor = reader.Read();
        using var kept = new KeptFamilies(_folder, position.Kabupaten, lane.Page);
        for (; cursor.MoveNext(); place++)
        {
            _progress.Step();
            if (lane.Scan.Passes(position.Kabupaten, cursor.Family.Span))
            {
                _runs.Add(place, lane.Scan, lane.Number);
                kept.TryAdd(cursor.Family.Span);
            }
            else if (lane.Judge.Judge(position.Kabupaten, cursor.Family.Span, out var family) is null)
            {
                _runs.Add(place, family!, lane.Number);
                kept.TryAdd(cursor.Family.Span);
            }
            else
            {
                _marks.Set(place, FamilyMark.Faulty);
            }
        }

        _written[at] = kept.Complete();
    }

    private void SetAside(TableReader shared)
    {
        for (var at = 0; at < _upload.Positions.Count; at++)
        {
            var position = _upload.Positions[at];
            if (_marks.Any(_places[at], position.Rows, out var areShared))
            {
                using var reader = _upload.Open(position);
                using var cursor = reader.Read();
                if (areShared)
                {
                    File.Delete(RankingUpload.FileOf(_folder, position.Kabupaten));
                }

                using var kept = areShared ? new KeptFamilies(_folder, position.Kabupaten, _lanes[0].Page) : null;
                for (var place = _places[at]; cursor.MoveNext(); place++)
                {
                    _progress.Step();
                    if (_marks[place] != FamilyMark.Kept)
                    {
                        _setAside.Add(position, cursor.Row, cursor.Family.Span, _marks[place], shared);
                    }
                    else
                    {
                        kept?.Add(cursor.Family.Span);
                    }
                }

                _written[at] = kept?.Complete() ?? _written[at];
            }
        }

        _setAside.Complete();
    }

    private sealed record Lane(int Number, FamilyScan Scan, FamilyJudge Judge, FamilyPage Page);
}
