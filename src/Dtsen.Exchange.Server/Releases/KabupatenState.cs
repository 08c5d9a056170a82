namespace Dtsen.Exchange.Server.Releases;

/// <summary>What is durable of a kabupaten of an open release.</summary>
/// <param name="Code">Kemendagri code of 4 digits.</param>
/// <param name="Rows">Families on the disk.</param>
/// <param name="IsComplete">Whether it was declared complete.</param>
internal readonly record struct KabupatenState(string Code, long Rows, bool IsComplete);
