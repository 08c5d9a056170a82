namespace Dtsen.Exchange.Client.Releases;

/// <summary>
/// A ranking as files: one a kabupaten, <c>&lt;4-digit code&gt;.families</c>, each the wire forms of its families in rising order of nomor
/// KK, every one behind its length as a varint (protobuf's delimited form).
/// </summary>
public sealed class RankingFolder
{
    /// <summary>How a file's name ends.</summary>
    public const string Extension = ".families";

    private readonly string _path;

    private RankingFolder(string path, IReadOnlyList<string> codes)
    {
        _path = path;
        Kabupaten = codes;
        Sources = [.. codes.Select(code => new KabupatenSource(code, () => Read(code)))];
    }

    /// <summary>Codes of the kabupaten and kota, in order.</summary>
    public IReadOnlyList<string> Kabupaten { get; }

    /// <summary>What an upload reads, in order of code.</summary>
    public IReadOnlyList<KabupatenSource> Sources { get; }

    /// <summary>Looks what a folder holds; files that are still being written are not seen.</summary>
    /// <exception cref="InvalidDataException">A file of families is not named by a code of 4 digits, or there is none.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static RankingFolder Open(string path)
    {
        var codes = Directory.EnumerateFiles(path, "*" + Extension)
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal)
            .ToList();
        if (codes.FirstOrDefault(code => !IsKabupaten(code)) is { } wrong)
        {
            throw new InvalidDataException($"{wrong}{Extension}: the name must be the Kemendagri code of a kabupaten, 4 digits.");
        }

        return codes.Count > 0
            ? new RankingFolder(path, codes)
            : throw new InvalidDataException($"The folder holds no file <4-digit code>{Extension}.");
    }

    /// <summary>Begins the file of a kabupaten; the folder is made where it does not exist.</summary>
    public static RankingFileWriter Write(string path, string kodeKabupatenKota)
    {
        if (!IsKabupaten(kodeKabupatenKota))
        {
            throw new ArgumentException("The Kemendagri code of a kabupaten has 4 digits.", nameof(kodeKabupatenKota));
        }

        Directory.CreateDirectory(path);
        return new RankingFileWriter(Path.Combine(path, kodeKabupatenKota + Extension));
    }

    /// <summary>
    /// The families of a kabupaten, in order. Each is good until the next is asked for.
    /// </summary>
    /// <exception cref="InvalidDataException">The file is cut off or no such file; the message names it and the row.</exception>
    public IEnumerable<ReadOnlyMemory<byte>> Read(string kodeKabupatenKota) =>
        RankingFileReader.Read(Path.Combine(_path, kodeKabupatenKota + Extension));

    private static bool IsKabupaten(string code) => code.Length == 4 && !code.AsSpan().ContainsAnyExceptInRange('0', '9');
}
