namespace Dtsen.Exchange.Register.Files;

/// <summary>A completed file as a manifest lists it.</summary>
/// <param name="Name">The file's name, without its folder.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Sha256">SHA-256 over all its bytes, as 64 lower-case hexadecimal digits.</param>
public sealed record FileDigest(string Name, long Length, string Sha256);
