using System.Security.Cryptography;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Register.Blocks;
using Dtsen.Exchange.Register.Files;
using Dtsen.Exchange.Register.Runs;
using Dtsen.Exchange.Register.Tables;
using Google.Protobuf;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>
/// One check of an upload, from the families as they came to the files of the release. Every family is judged by itself, kabupaten beside
/// kabupaten, and its rows are sorted. When it is known which numbers stand there more than once, the families that are kept are written:
/// blocks of the upload of which all are kept are taken over as they stand.
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
    private readonly JudgedFamilies[] _judged;
    private readonly (KabupatenContent Content, FileDigest File)[] _written;
    private (IReadOnlyList<FileDigest> Files, long Count) _people;
    private (FileDigest File, long[] ByDesil) _families;

    public ReleaseCheck(
        string uploadFolder, string folder, string runFolder, SealingRules rules, int memory, CheckProgress progress)
    {
        _folder = folder;
        _progress = progress;
        _upload = new UploadedFamilies(uploadFolder);
        _places = FamilyMarks.PlacesOf(_upload.Positions, out var places);
        _marks = new FamilyMarks(places);
        _judged = new JudgedFamilies[_upload.Positions.Count];
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
            ListSetAside(shared);
        }

        Write();
        manifest.Kabupaten.AddRange(_written.Select(written => written.Content));
        var tables = new WrittenTables([_families.File, .. _people.Files], _people.Count, _families.ByDesil);
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
        var misplaced = new HashSet<int>();
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var reader = _upload.Open(position);
        using var cursor = reader.Read();
        for (var block = 0; block < reader.BlockCount; block++)
        {
            _progress.Step(reader.RowsOf(block).Count);
            for (; cursor.MoveNextIn(block); place++)
            {
                if (Judge(lane, position.Kabupaten, cursor.Family.Span, place) is not { } number)
                {
                    _marks.Set(place, FamilyMark.Faulty);
                    continue;
                }

                digest.AppendData(cursor.Family.Span);
                if (number.RevealNumber() != cursor.Key)
                {
                    misplaced.Add(block);
                }
            }
        }

        _judged[at] = new JudgedFamilies(digest.GetHashAndReset(), misplaced);
    }

    /// <summary>The number of a family that has no fault of its own; its rows are on their way then.</summary>
    private FamilyNumber? Judge(Lane lane, WilayahCode kabupaten, ReadOnlySpan<byte> bytes, ulong place)
    {
        if (lane.Scan.Passes(kabupaten, bytes))
        {
            _runs.Add(place, lane.Scan, lane.Number);
            return lane.Scan.Number;
        }

        if (lane.Judge.Judge(kabupaten, bytes, out var family) is not null)
        {
            return null;
        }

        _runs.Add(place, family!, lane.Number);
        return FamilyWire.TryReadNumber(bytes, out var number) ? number : throw new InvalidOperationException("A family has no number.");
    }

    private void ListSetAside(TableReader shared)
    {
        for (var at = 0; at < _upload.Positions.Count; at++)
        {
            var position = _upload.Positions[at];
            if (!_marks.Any(_places[at], position.Rows))
            {
                continue;
            }

            using var reader = _upload.Open(position);
            using var cursor = reader.Read();
            for (var block = 0; block < reader.BlockCount; block++)
            {
                var isMarked = IsMarked(at, reader, block);
                _progress.Step(reader.RowsOf(block).Count);
                while (isMarked && cursor.MoveNextIn(block))
                {
                    if (MarkOf(at, cursor) is var mark and not FamilyMark.Kept)
                    {
                        _setAside.Add(position, cursor.Row, cursor.Family.Span, mark, shared);
                    }
                }
            }
        }

        _setAside.Complete();
    }

    /// <summary>The Tables, the longest of them first, and kabupaten by kabupaten beside them.</summary>
    private void Write()
    {
        const int Tables = 2;
        _progress.Writing(_upload.Count + _runs.Count);
        SideBySide.Run(_lanes, Tables + _upload.Positions.Count, (lane, part) =>
        {
            switch (part)
            {
                case 0:
                    _people = _runs.WritePeople(_folder, _marks);
                    break;
                case 1:
                    _families = _runs.WriteFamilies(_folder, _marks);
                    break;
                default:
                    WriteEach(lane, part - Tables);
                    break;
            }
        });
    }

    private void WriteEach(Lane lane, int at)
    {
        var position = _upload.Positions[at];
        using var digest = _marks.AnyShares(_places[at], position.Rows) ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
        using var reader = _upload.Open(position);
        using var cursor = reader.Read();
        using var kept = new KeptFamilies(_folder, position.Kabupaten, lane.Page);
        for (var block = 0; block < reader.BlockCount; block++)
        {
            var isWhole = !IsMarked(at, reader, block) && !_judged[at].Misplaced.Contains(block) && reader.IsLarge(block);
            if (isWhole)
            {
                kept.TakeOver(reader, block);
            }

            while ((!isWhole || digest is not null) && cursor.MoveNextIn(block))
            {
                if (MarkOf(at, cursor) == FamilyMark.Kept)
                {
                    digest?.AppendData(cursor.Family.Span);
                    if (!isWhole)
                    {
                        kept.Add(cursor.Family.Span);
                    }
                }
            }

            _progress.Step(reader.RowsOf(block).Count);
        }

        _written[at] = kept.Complete(digest is null ? _judged[at].Digest : digest.GetHashAndReset());
    }

    private bool IsMarked(int at, BlockReader reader, int block)
    {
        var (first, count) = reader.RowsOf(block);
        return _marks.Any(_places[at] + (ulong)first, count);
    }

    private FamilyMark MarkOf(int at, BlockCursor cursor) => _marks[_places[at] + (ulong)cursor.Row];

    private sealed record Lane(int Number, FamilyScan Scan, FamilyJudge Judge, FamilyPage Page);

    /// <summary>What judging the families of a kabupaten came to.</summary>
    /// <param name="Digest">SHA-256 over those without a fault of their own: those kept, unless one of them shares a number.</param>
    /// <param name="Misplaced">Blocks in which one of them does not stand under its number.</param>
    private sealed record JudgedFamilies(byte[] Digest, IReadOnlySet<int> Misplaced);
}
