namespace Dtsen.Exchange.AccessLog;

/// <summary>A file that <see cref="MerkleLog.Export"/> put into a folder.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Sha256">SHA-256 of all of it, as it was written.</param>
public sealed record ExportedFile(string Path, byte[] Sha256);
