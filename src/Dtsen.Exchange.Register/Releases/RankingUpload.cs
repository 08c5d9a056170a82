using Dtsen.Exchange.Domain.Wilayahs;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>
/// The families of an open release as they come in: one Blocks file a kabupaten, with the row as key, so that a family whose number is wrong
/// has its place too. Several threads may work on several kabupaten at once.
/// </summary>
public sealed class RankingUpload : IDisposable
{
    /// <summary>Takes up what is durable in a folder, which is made where it does not exist.</summary>
    public static RankingUpload Open(string folder) => throw new NotImplementedException();

    /// <summary>Every kabupaten of which anything was received, in order of code.</summary>
    public IReadOnlyList<UploadPosition> Positions => throw new NotImplementedException();

    /// <summary>
    /// Takes a page and returns once it is on the disk. A page that was received already, or whose beginning was, changes nothing that
    /// is there: only rows behind the position are added.
    /// </summary>
    /// <param name="kabupaten">Kabupaten or kota.</param>
    /// <param name="firstRow">Row of the first family.</param>
    /// <param name="families">Wire forms of families.</param>
    /// <exception cref="UploadOrderException">Rows are missing before the page, or numbers fall.</exception>
    public UploadPosition Append(WilayahCode kabupaten, long firstRow, IReadOnlyList<ReadOnlyMemory<byte>> families) =>
        throw new NotImplementedException();

    /// <summary>Count and digest of what was received of a kabupaten.</summary>
    public UploadContent ContentOf(WilayahCode kabupaten) => throw new NotImplementedException();

    /// <summary>Drops what was received of a kabupaten.</summary>
    public void Restart(WilayahCode kabupaten) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}
