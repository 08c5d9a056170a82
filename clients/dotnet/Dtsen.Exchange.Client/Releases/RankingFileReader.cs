namespace Dtsen.Exchange.Client.Releases;

/// <summary>Reads one file of a <see cref="RankingFolder"/>.</summary>
internal static class RankingFileReader
{
    /// <summary>Largest family in bytes: 100 members with every variable are a tenth of it.</summary>
    private const int MaxFamily = 1 << 20;

    private const int BufferSize = 1 << 18;

    public static IEnumerable<ReadOnlyMemory<byte>> Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.SequentialScan);
        var family = new byte[4096];
        for (var row = 0L; TryReadLength(file, path, row, out var length); row++)
        {
            if (family.Length < length)
            {
                family = new byte[length * 2];
            }

            if (file.ReadAtLeast(family.AsSpan(0, length), length, throwOnEndOfStream: false) < length)
            {
                throw CutOff(path, row);
            }

            yield return family.AsMemory(0, length);
        }
    }

    /// <returns>False at the end of the file.</returns>
    private static bool TryReadLength(FileStream file, string path, long row, out int length)
    {
        length = 0;
        for (var shift = 0; shift < 28; shift += 7)
        {
            var next = file.ReadByte();
            if (next < 0)
            {
                return shift == 0 ? false : throw CutOff(path, row);
            }

            length |= (next & 0x7F) << shift;
            if (next < 0x80)
            {
                return length <= MaxFamily ? true : throw NotFamilies(path, row);
            }
        }

        throw NotFamilies(path, row);
    }

    private static InvalidDataException CutOff(string path, long row) =>
        new($"{Path.GetFileName(path)}: cut off within row {row}: write the file again.");

    private static InvalidDataException NotFamilies(string path, long row) =>
        new($"{Path.GetFileName(path)}: row {row} is longer than a family can be: this is not a file of families.");
}
