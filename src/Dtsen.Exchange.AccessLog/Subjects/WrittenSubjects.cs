namespace Dtsen.Exchange.AccessLog.Subjects;

/// <summary>What this process knows of a file of subjects that it wrote.</summary>
/// <param name="Sha256">SHA-256 of the whole file.</param>
/// <param name="Check">XXH3 of entries and directory: whether they are still what was written, twenty times as fast.</param>
internal sealed record WrittenSubjects(byte[] Sha256, ulong Check);
