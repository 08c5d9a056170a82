namespace Dtsen.Exchange.Audit;

/// <summary>Files of subjects in order of their first leaves, of which one at a time is in memory; of several the longest first.</summary>
internal sealed class SubjectShelf(List<string> paths, FindingList findings)
{
    private int _next;
    private string _path = "";
    private SubjectContent? _open;
    private long _missingFrom = -1;

    /// <summary>Compares a leaf with its subjects; leaves come in rising order.</summary>
    public void Check(string segmentPath, long leaf, ReadOnlySpan<byte> stored)
    {
        while ((_open is null || _open.End <= leaf) && OpenNext())
        {
        }

        if (_open is null || leaf < _open.First || leaf >= _open.End)
        {
            if (_missingFrom != leaf)
            {
                findings.Add(segmentPath, leaf, AuditFault.Gap, "From this leaf on the subjects are missing.");
            }

            _missingFrom = leaf + 1;
        }
        else if (!_open.Binds(leaf, stored))
        {
            findings.Add(_path, leaf, AuditFault.SubjectsMismatch, "The subjects kept are not those that the leaf was bound to.");
        }
    }

    /// <summary>Looks also at what no segment has asked for: what was left beside a file that it was joined into has its leaves.</summary>
    /// <param name="end">Behind the last leaf that is there.</param>
    public void Close(long end)
    {
        do
        {
            if (_open is not null && _open.End > end)
            {
                findings.Add(_path, null, AuditFault.Gap, "The file holds subjects of leaves that are missing.");
            }
        }
        while (OpenNext());
    }

    private bool OpenNext()
    {
        if (_next == paths.Count)
        {
            return false;
        }

        _path = paths[_next++];
        _open = SubjectContent.Read(_path, findings);
        if (_open is not null && !FolderAudit.IsNamed(_path, _open.First, _open.End))
        {
            findings.Add(_path, null, AuditFault.Unreadable, "The file has not the name that its content gives.");
        }

        return true;
    }
}
