using System.Collections.Concurrent;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Register.Files;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>
/// The families of an open release as they come in: one Blocks file a kabupaten, in which a family whose number is wrong has its place
/// too. Several threads may work on several kabupaten at once. The folder has one owner at a time.
/// </summary>
public sealed class RankingUpload : IDisposable
{
    private const string Extension = ".blocks";

    private readonly ConcurrentDictionary<WilayahCode, KabupatenUpload> _kabupaten = new();
    private readonly string _folder;

    private RankingUpload(string folder) => _folder = folder;

    /// <summary>Takes up what is durable in a folder, which is made where it does not exist.</summary>
    /// <exception cref="RegisterFileException">A file is damaged, or is none of an upload.</exception>
    /// <exception cref="IOException">The folder cannot be read, or somebody else owns it.</exception>
    public static RankingUpload Open(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Durability.CreateFolder(folder);
        var upload = new RankingUpload(folder);
        foreach (var code in KabupatenIn(folder))
        {
            upload._kabupaten[code] = KabupatenUpload.Existing(FileOf(folder, code));
        }

        return upload;
    }

    /// <summary>Every kabupaten of which anything was received, in order of code.</summary>
    public IReadOnlyList<UploadPosition> Positions =>
        [.. _kabupaten
            .Select(entry => new UploadPosition(entry.Key, entry.Value.Rows))
            .Where(position => position.Rows > 0)
            .OrderBy(position => position.Kabupaten)];

    /// <summary>
    /// Takes a page and returns once it is on the disk. A page that was received already, or whose beginning was, changes nothing that
    /// is there: only rows behind the position are added.
    /// </summary>
    /// <param name="kabupaten">Kabupaten or kota.</param>
    /// <param name="firstRow">Row of the first family, from 0.</param>
    /// <param name="families">Wire forms of families, each at most 1 MiB.</param>
    /// <exception cref="UploadOrderException">Rows are missing before the page, or numbers fall. Nothing of it was kept.</exception>
    /// <exception cref="ArgumentException">The code is no kabupaten, or a family is too long. Nothing of the page was kept.</exception>
    /// <exception cref="IOException">The disk refused. Some leading families may have been kept: ask for the position.</exception>
    public UploadPosition Append(WilayahCode kabupaten, long firstRow, IReadOnlyList<ReadOnlyMemory<byte>> families)
    {
        ArgumentNullException.ThrowIfNull(families);
        ArgumentOutOfRangeException.ThrowIfNegative(firstRow);
        return new UploadPosition(kabupaten, Of(kabupaten).Append(firstRow, families));
    }

    /// <summary>Count and digest of what was received of a kabupaten.</summary>
    public UploadContent ContentOf(WilayahCode kabupaten) => Of(kabupaten).Content();

    /// <summary>Drops what was received of a kabupaten.</summary>
    public void Restart(WilayahCode kabupaten) => Of(kabupaten).Restart();

    /// <summary>Closes the files; all of them can be taken up again.</summary>
    public void Dispose()
    {
        foreach (var upload in _kabupaten.Values)
        {
            upload.Dispose();
        }
    }

    internal static string FileOf(string folder, WilayahCode kabupaten) => Path.Combine(folder, kabupaten + Extension);

    /// <summary>Every kabupaten that has a file in a folder, in order of code.</summary>
    internal static IEnumerable<WilayahCode> KabupatenIn(string folder)
    {
        var codes = new SortedSet<WilayahCode>();
        foreach (var path in Directory.EnumerateFiles(folder, "*" + Extension))
        {
            if (WilayahCode.TryParse(Path.GetFileNameWithoutExtension(path), out var code) && code.Level == WilayahLevel.KabupatenKota)
            {
                codes.Add(code);
            }
        }

        return codes;
    }

    private KabupatenUpload Of(WilayahCode kabupaten) =>
        kabupaten.Level == WilayahLevel.KabupatenKota
            ? _kabupaten.GetOrAdd(kabupaten, static (code, folder) => new KabupatenUpload(FileOf(folder, code)), _folder)
            : throw new ArgumentException("Families are sent by kabupaten or kota.", nameof(kabupaten));
}
