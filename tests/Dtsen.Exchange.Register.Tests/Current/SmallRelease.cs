using System.Text;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Register.Current;
using Dtsen.Exchange.Register.Families;
using Dtsen.Exchange.Register.People;
using Dtsen.Exchange.Register.Tables;
using Dtsen.Exchange.Register.Tests.Files;

namespace Dtsen.Exchange.Register.Tests.Current;

/// <summary>The Tables of a release of a few families.</summary>
internal sealed class SmallRelease : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private SmallRelease(IReadOnlyDictionary<ulong, FamilyRow> families, IReadOnlyDictionary<ulong, SmallPerson> people)
    {
        FamilyRows = families;
        PersonRows = people;
        using (var writer = TableWriter.Create(_folder.File(FamilyTable.FileName), FamilyLayout.Families))
        {
            var bytes = new byte[FamilyLayout.RowSize];
            foreach (var (number, row) in families.OrderBy(pair => pair.Key))
            {
                FamilyLayout.Write(bytes, Numbers.Family(number), row);
                writer.Add(bytes);
            }

            writer.Complete();
        }

        using (var writer = new PeopleTableWriter(_folder.FullPath))
        {
            var bytes = new byte[PersonLayout.RowSize];
            foreach (var (nik, person) in people.OrderBy(pair => pair.Key))
            {
                var family = families[person.Family];
                PersonLayout.Write(
                    bytes, Numbers.Nik(nik), Numbers.Family(person.Family), family.Desil,
                    new Person(family.Desa, person.Status, person.Sex, person.BirthDate), Encoding.UTF8.GetBytes(person.Name));
                writer.Add(bytes, []);
            }

            _ = writer.Complete().Count();
        }

        People = PeopleTable.Open(_folder.FullPath);
        Families = FamilyTable.Open(_folder.FullPath);
    }

    public PeopleTable People { get; }

    public FamilyTable Families { get; }

    /// <summary>Who is in a family.</summary>
    public IReadOnlyCollection<Nik> MembersOf(FamilyOrigin family) =>
        [.. PersonRows.Where(pair => pair.Value.Family == family.FamilyNumber).Select(pair => Numbers.Nik(pair.Key))];

    public IReadOnlyDictionary<ulong, FamilyRow> FamilyRows { get; }

    public IReadOnlyDictionary<ulong, SmallPerson> PersonRows { get; }

    /// <summary>Makes one.</summary>
    /// <param name="families">Nomor KK, desa and desil nasional (0: not ranked) of each.</param>
    /// <param name="people">Its people.</param>
    public static SmallRelease Of(IEnumerable<(ulong Family, ulong Desa, int Desil)> families, params (ulong Nik, SmallPerson Person)[] people)
    {
        var persons = people.ToDictionary(pair => pair.Nik, pair => pair.Person);
        return new SmallRelease(
            families.ToDictionary(
                family => family.Family,
                family => new FamilyRow(
                    family.Desa, Numbers.Ranked(family.Desil),
                    persons.Values.Count(person => person.Family == family.Family && NaivePopulation.Lives(person.Status)))),
            persons);
    }

    public void Dispose()
    {
        People.Dispose();
        Families.Dispose();
        _folder.Dispose();
    }
}
