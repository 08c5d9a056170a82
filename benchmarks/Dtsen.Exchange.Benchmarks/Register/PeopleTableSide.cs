using System.Globalization;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Register.People;

namespace Dtsen.Exchange.Benchmarks.Register;

/// <summary>The People table, opened and read as the server does.</summary>
internal sealed class PeopleTableSide(string folder) : IRegisterSide
{
    private readonly PeopleTable _table = PeopleTable.Open(folder);

    public string Name => "People table";

    public PeopleTable Table => _table;

    public string Describe()
    {
        var length = new FileInfo(Path.Combine(folder, PeopleTable.FileName)).Length;
        return string.Create(
            CultureInfo.InvariantCulture, $"People table: {_table.Count} rows of {PersonLayout.RowSize} bytes, {length / 1e9:0.00} GB.");
    }

    public bool TryCopy(Nik nik, Span<byte> row)
    {
        if (!_table.Rows.TryFind(nik.RevealNumber(), out var found))
        {
            return false;
        }

        found[sizeof(ulong)..].CopyTo(row);
        return true;
    }

    public ulong Look(ReadOnlySpan<Nik> niks)
    {
        var sum = 0UL;
        foreach (var nik in niks)
        {
            // A stranger's row is read as well where there is no own.
            var found = _table.TryFindOrNearest(nik, out var row);
            var facts = Facts.Of(row);
            sum += found ? facts : 0;
        }

        return sum;
    }

    public void Dispose() => _table.Dispose();
}
