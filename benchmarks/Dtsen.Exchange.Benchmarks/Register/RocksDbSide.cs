using System.Buffers.Binary;
using System.Globalization;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Register.People;
using RocksDbSharp;

namespace Dtsen.Exchange.Benchmarks.Register;

/// <summary>
/// The rows in RocksDB: SST files written in order, ingested and compacted, read-only. Of what it offers, what was fastest: uncompressed,
/// mapped instead of a block cache, no checksums at reads, a hash index in every block. The filter of ten bits a key costs those who are
/// there a tenth, and makes those who are not four times as fast.
/// </summary>
internal sealed class RocksDbSide : IRegisterSide
{
    private const int RowsAFile = 4_000_000;
    private const int BinarySearchAndHash = 1;

    private readonly string _folder;
    private readonly RocksDb _database;
    private readonly ReadOptions _reading = new ReadOptions().SetVerifyChecksums(false);

    private RocksDbSide(string folder)
    {
        _folder = folder;
        _database = RocksDb.OpenReadOnly(Options(), folder, errorIfLogFileExists: false);
    }

    public string Name => "RocksDB";

    /// <summary>Fills a database, or takes the one that is there.</summary>
    public static RocksDbSide Open(string folder, PeopleTable people)
    {
        if (!Directory.Exists(folder))
        {
            Fill(folder + ".new", people);
            Directory.Move(folder + ".new", folder);
        }

        return new RocksDbSide(folder);
    }

    public string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"RocksDB: {new DirectoryInfo(_folder).GetFiles("*.sst").Length} SST files, "
        + $"{new DirectoryInfo(_folder).GetFiles("*.sst").Sum(file => file.Length) / 1e9:0.00} GB.");

    public bool TryCopy(Nik nik, Span<byte> row)
    {
        Span<byte> key = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(key, nik.RevealNumber());
        return _database.GetFixedSizeValue(key, row, readOptions: _reading);
    }

    public ulong Look(ReadOnlySpan<Nik> niks)
    {
        Span<byte> row = stackalloc byte[PersonLayout.RowSize];
        var sum = 0UL;
        foreach (var nik in niks)
        {
            if (TryCopy(nik, row[sizeof(ulong)..]))
            {
                sum += Facts.Of(new PersonRow(row, null!));
            }
        }

        return sum;
    }

    public void Dispose() => _database.Dispose();

    private static DbOptions Options() => WithTables(new DbOptions().SetCreateIfMissing().SetMaxOpenFiles(-1));

    private static T WithTables<T>(T options)
        where T : Options<T>
    {
        var blocks = new BlockBasedTableOptions().SetNoBlockCache(true).SetFilterPolicy(BloomFilterPolicy.Create(10, false));
        Native.Instance.rocksdb_block_based_options_set_data_block_index_type(blocks.Handle, BinarySearchAndHash);
        return options.SetAllowMmapReads(true).SetCompression(Compression.No).SetBlockBasedTableFactory(blocks);
    }

    private static void Fill(string folder, PeopleTable people)
    {
        var options = WithTables(new ColumnFamilyOptions());
        using var database = RocksDb.Open(Options(), folder);
        var key = new byte[sizeof(ulong)];
        var value = new byte[Facts.Length];
        var files = new List<string>();
        SstFileWriter? file = null;
        var rows = 0;
        foreach (var row in people.Rows)
        {
            if (rows++ % RowsAFile == 0)
            {
                file?.Finish();
                file?.Dispose();
                files.Add($"{folder}.{files.Count}.sst");
                file = new SstFileWriter(new EnvOptions(), options);
                file.Open(files[^1]);
            }

            BinaryPrimitives.WriteUInt64BigEndian(key, BinaryPrimitives.ReadUInt64LittleEndian(row));
            row[sizeof(ulong)..].CopyTo(value);
            file!.Put(key, value);
        }

        file?.Finish();
        file?.Dispose();
        database.IngestExternalFiles([.. files], new IngestExternalFileOptions().SetMoveFiles(true));
        database.CompactRange((byte[]?)null, null);
    }
}
