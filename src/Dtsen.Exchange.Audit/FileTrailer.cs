using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Dtsen.Exchange.Audit;

/// <summary>What the ends of both sealed kinds of file have in common: magic first, checksum last, numbers between.</summary>
internal static class FileTrailer
{
    private const int CheckSize = 8;
    private const ushort Format = 1;

    /// <summary>The trailer of a file; empty, and a finding, if it is not whole.</summary>
    public static ReadOnlySpan<byte> Of(string path, ReadOnlySpan<byte> file, int size, ReadOnlySpan<byte> magic, FindingList findings)
    {
        if (file.Length < size)
        {
            findings.Add(path, null, AuditFault.Unreadable, "The file is too short to be whole.");
            return [];
        }

        var trailer = file[^size..];
        if (!trailer.StartsWith(magic))
        {
            findings.Add(path, null, AuditFault.Unreadable, "The file does not end as its kind does.");
            return [];
        }

        if (!trailer[^CheckSize..].SequenceEqual(SHA256.HashData(trailer[..^CheckSize]).AsSpan(0, CheckSize)))
        {
            findings.Add(path, null, AuditFault.Unreadable, "The trailer is damaged.");
            return [];
        }

        if (BinaryPrimitives.ReadUInt16LittleEndian(trailer[8..]) != Format)
        {
            findings.Add(path, null, AuditFault.Unreadable, "The file is of a format that this software does not read.");
            return [];
        }

        return trailer;
    }

    public static void CheckDigest(string path, ReadOnlySpan<byte> content, ReadOnlySpan<byte> digest, FindingList findings)
    {
        if (!digest.SequenceEqual(SHA256.HashData(content)))
        {
            findings.Add(path, null, AuditFault.DigestMismatch, "The bytes differ from the digest that the file carries.");
        }
    }
}
