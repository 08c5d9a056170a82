using System.Security.Cryptography;

namespace Dtsen.Exchange.Audit;

/// <summary>Takes files in order of their leaves and builds the one tree that they must make up.</summary>
internal sealed class LogAudit(FindingList findings, IEnumerable<Checkpoint> checkpoints)
{
    private readonly Queue<Checkpoint> _checkpoints = new(checkpoints.OrderBy(checkpoint => checkpoint.Size));
    private RunningTree _tree = new();
    private long _first;
    private bool _begun;

    public long End => _tree.Size;

    public void AddSegment(string path, SubjectShelf subjects)
    {
        if (SegmentContent.Read(path, findings) is not { } segment)
        {
            return;
        }

        if (!FolderAudit.IsNamed(path, segment.First))
        {
            findings.Add(path, null, AuditFault.Unreadable, "The file has not the name that its content gives.");
        }

        Begin(path, segment);
        for (long number = 0; number < segment.Count; number++)
        {
            AddLeaf(path, segment, number, subjects);
        }

        if (!segment.Root.AsSpan().SequenceEqual(_tree.Root()))
        {
            findings.Add(path, null, AuditFault.NodeMismatch, "The leaves do not give the root that the file names.");
        }
    }

    public void AddJournal(string path)
    {
        if (JournalContent.Read(path, findings) is not { } journal || (journal.First < _tree.Size && _begun))
        {
            return;
        }

        if (!FolderAudit.IsNamed(path, journal.First) || journal.First != _tree.Size)
        {
            findings.Add(path, null, AuditFault.Gap, $"The file does not follow on leaf {_tree.Size}.");
            return;
        }

        CheckCheckpoints(path);
        while (!journal.IsAtEnd)
        {
            if (!journal.TryReadGroup(_tree.Size, (leaf, subjects) => AddOpenLeaf(path, leaf, subjects)))
            {
                findings.Add(path, _tree.Size, AuditFault.TornEnd, "From this leaf on there is no whole group.");
                return;
            }
        }
    }

    public AuditReport Close(string folder)
    {
        if (!_begun && _tree.Size == 0)
        {
            CheckCheckpoints(folder);
        }

        foreach (var checkpoint in _checkpoints)
        {
            findings.Add(
                folder, null, AuditFault.CheckpointNotReached,
                $"The checkpoint of {checkpoint.Size} leaves cannot be compared: the files hold the leaves {_first} to {End - 1}.");
        }

        return new AuditReport(_first, End, _tree.Root(), findings.All);
    }

    private void Begin(string path, SegmentContent segment)
    {
        if (segment.First != _tree.Size)
        {
            if (_begun)
            {
                findings.Add(path, null, AuditFault.Gap, $"The file does not follow on leaf {_tree.Size}.");
            }
            else
            {
                _first = segment.First;
            }

            _tree = new RunningTree(segment.First, segment.Peaks());
        }
        else if (!_tree.Peaks.Zip(segment.Peaks(), (own, kept) => own.AsSpan().SequenceEqual(kept)).All(same => same))
        {
            findings.Add(path, null, AuditFault.NodeMismatch, "The hashes kept of the leaves before the file are not theirs.");
        }

        _begun = true;
        CheckCheckpoints(path);
    }

    private void AddLeaf(string path, SegmentContent segment, long number, SubjectShelf subjects)
    {
        var index = segment.First + number;
        var leaf = segment.Leaf(number);
        var hash = Hashing.Leaf(leaf);
        if (leaf.IsEmpty || !segment.LeafHash(number).SequenceEqual(hash))
        {
            findings.Add(path, index, AuditFault.LeafMismatch, "The leaf is not the one whose hash is kept.");
        }

        subjects.Check(path, index, leaf);
        _tree.Add(hash, (level, node) =>
        {
            var kept = segment.Node(level, _tree.Size);
            if (!kept.IsEmpty && !kept.SequenceEqual(node))
            {
                findings.Add(
                    path, index, AuditFault.NodeMismatch, $"The hash kept of the {1L << level} leaves up to this one is not theirs.");
            }
        });
        CheckCheckpoints(path);
    }

    private void AddOpenLeaf(string path, ReadOnlySpan<byte> leaf, ReadOnlySpan<byte> subjects)
    {
        if (leaf.Length < Hashing.Size || !leaf[^Hashing.Size..].SequenceEqual(SHA256.HashData(subjects)))
        {
            findings.Add(
                path, _tree.Size, AuditFault.SubjectsMismatch, "The subjects kept are not those that the leaf was bound to.");
        }

        _begun = true;
        _tree.Add(Hashing.Leaf(leaf));
        CheckCheckpoints(path);
    }

    private void CheckCheckpoints(string path)
    {
        while (_checkpoints.TryPeek(out var checkpoint) && checkpoint.Size == _tree.Size)
        {
            _checkpoints.Dequeue();
            if (!checkpoint.Root.Span.SequenceEqual(_tree.Root()))
            {
                findings.Add(
                    path, null, AuditFault.CheckpointMismatch,
                    $"The first {checkpoint.Size} leaves are not those that {checkpoint.Origin} signed.");
            }
        }
    }
}
