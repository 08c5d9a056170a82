namespace Dtsen.Exchange.AccessLog.Subjects;

/// <summary>What a file of subjects was when this process wrote it, or first went through it.</summary>
/// <param name="Sha256">SHA-256 of the whole file.</param>
/// <param name="Check">XXH3 of the whole file: whether it still is what it was, twenty times as fast.</param>
internal sealed record SubjectFileDigests(byte[] Sha256, ulong Check);
