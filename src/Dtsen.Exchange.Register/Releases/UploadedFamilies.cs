using Dtsen.Exchange.Register.Blocks;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>What was uploaded of a release, read as it stands while a check is at work.</summary>
internal sealed class UploadedFamilies
{
    private readonly string _folder;

    public UploadedFamilies(string folder)
    {
        _folder = folder;
        var positions = new List<UploadPosition>();

        // Read as they stand, not taken up: that would cut off what is damaged, and a check must not lose a family in silence.
        foreach (var kabupaten in RankingUpload.KabupatenIn(folder))
        {
            using var reader = BlockReader.OpenUnfinished(RankingUpload.FileOf(folder, kabupaten));
            if (reader.Rows > 0)
            {
                positions.Add(new UploadPosition(kabupaten, reader.Rows));
            }
        }

        Positions = positions;
    }

    /// <summary>What was uploaded of each kabupaten, in order of code.</summary>
    public IReadOnlyList<UploadPosition> Positions { get; }

    /// <summary>Families of all kabupaten.</summary>
    public long Count => Positions.Sum(position => position.Rows);

    /// <summary>Opens what was uploaded of a kabupaten.</summary>
    /// <exception cref="IOException">It has changed since.</exception>
    public BlockReader Open(UploadPosition position)
    {
        var reader = BlockReader.OpenUnfinished(RankingUpload.FileOf(_folder, position.Kabupaten));
        if (reader.Rows == position.Rows)
        {
            return reader;
        }

        reader.Dispose();
        throw new IOException($"{position.Kabupaten}: the upload changed while it was checked.");
    }
}
