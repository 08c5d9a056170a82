namespace Dtsen.Exchange.Audit;

/// <summary>Gathers findings, up to a number that people can read.</summary>
internal sealed class FindingList
{
    private const int Most = 1000;

    private readonly List<AuditFinding> _findings = [];

    public IReadOnlyList<AuditFinding> All => _findings;

    public void Add(string path, long? leaf, AuditFault fault, string what)
    {
        if (_findings.Count < Most)
        {
            _findings.Add(new AuditFinding(Path.GetFileName(path), leaf, fault, what));
        }
    }
}
