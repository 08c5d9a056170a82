namespace Dtsen.Exchange.Register.Releases;

/// <summary>What was received of a kabupaten.</summary>
/// <param name="Families">Families.</param>
/// <param name="Digest">SHA-256 over the bytes of all families, in order.</param>
public sealed record UploadContent(long Families, ReadOnlyMemory<byte> Digest);
