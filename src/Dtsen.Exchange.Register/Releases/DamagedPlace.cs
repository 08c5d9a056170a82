using Dtsen.Exchange.Register.Blocks;
using Dtsen.Exchange.Register.Families;
using Dtsen.Exchange.Register.Files;
using Dtsen.Exchange.Register.People;
using Dtsen.Exchange.Register.Tables;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>Looks for the place at which a file is not the one that was signed, by the checksums within it.</summary>
internal static class DamagedPlace
{
    /// <summary>The place in words; null where the file agrees with itself, so that all of it is another's.</summary>
    public static string? In(string path)
    {
        try
        {
            switch (Path.GetFileName(path))
            {
                case PeopleTable.FileName:
                    Read(path, PersonLayout.People);
                    break;
                case PeopleTable.LongNamesFileName:
                    Read(path, PersonLayout.LongNames);
                    break;
                case BirthTable.FileName:
                    Read(path, BirthLayout.Births);
                    break;
                case FamilyTable.FileName:
                    Read(path, FamilyLayout.Families);
                    break;
                default:
                    using (var reader = BlockReader.Open(path))
                    using (var cursor = reader.Read())
                    {
                        while (cursor.MoveNext())
                        {
                            // Each block is checked as it is come to.
                        }
                    }

                    break;
            }

            return null;
        }
        catch (RegisterFileException fault)
        {
            return fault.What;
        }
    }

    private static void Read(string path, TableSchema schema)
    {
        using var table = TableReader.Open(path, schema);
        table.Verify();
    }
}
