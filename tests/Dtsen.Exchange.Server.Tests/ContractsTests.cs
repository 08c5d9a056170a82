using System.Reflection;
using Dtsen.Exchange.Contracts.Options.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain.Variables;
using Google.Protobuf.Reflection;
using Classification = Dtsen.Exchange.Domain.Variables.Classification;
using Level = Dtsen.Exchange.Contracts.Options.V1.Level;
using Record = Dtsen.Exchange.Contracts.Options.V1.Record;

namespace Dtsen.Exchange.Server.Tests;

/// <summary>What the protos declare holds against the variable catalogue and against each other.</summary>
public class ContractsTests
{
    private static readonly VariableCatalogue Catalogue =
        VariableCatalogue.Load(Path.Combine(RepositoryFolder.Inner("config"), "variables.v1.json"));

    private static readonly FileDescriptor[] Files =
    [
        .. typeof(Family).Assembly.GetTypes()
            .Where(type => type.Namespace is { } space && space.StartsWith("Dtsen.Exchange.Contracts.", StringComparison.Ordinal))
            .Select(type => type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
            .OfType<FileDescriptor>(),
    ];

    private static readonly FieldDescriptor[] Fields =
        [.. Files.SelectMany(file => file.MessageTypes).SelectMany(WithNested).SelectMany(message => message.Fields.InDeclarationOrder())];

    [Fact]
    public void All_files_are_looked_at() => Assert.Equal(
        Directory.GetFiles(RepositoryFolder.Inner("protos/dtsen"), "*.proto", SearchOption.AllDirectories).Length, Files.Length);

    [Fact]
    public void A_field_names_a_variable_of_the_catalogue_with_its_classification()
    {
        var declared = Declared().ToArray();
        Assert.NotEmpty(declared);
        Assert.All(declared, item =>
        {
            var variable = Catalogue.Find(item.Option.Variable);
            Assert.True(variable is not null, $"{item.Field.FullName}: {item.Option.Variable} is not in the catalogue.");
            Assert.True(
                (int)variable.Classification == (int)item.Option.Classification,
                $"{item.Field.FullName}: {item.Option.Classification}, but the catalogue says {variable.Classification}.");
        });
    }

    [Fact]
    public void Every_variable_stands_in_a_family_or_in_one_of_its_members()
    {
        var carried = Declared()
            .Where(item => item.Field.ContainingType.File == Family.Descriptor.File)
            .Select(item => item.Option.Variable)
            .ToHashSet();

        Assert.All(Catalogue.Variables.Where(variable => variable.Number > 0), variable =>
        {
            var items = Catalogue.Variables.Where(item => item.Name.StartsWith(variable.Name + ".", StringComparison.Ordinal)).ToArray();
            Assert.True(
                carried.Contains(variable.Name) || (items.Length > 0 && items.All(item => carried.Contains(item.Name))),
                $"{variable.Name} is carried by no field.");
        });
    }

    [Fact]
    public void What_identifies_or_is_specific_needs_by_name_by_address()
    {
        string[] identifying =
        [
            "nomor_induk_kependudukan", "nama", "nomor_kartu_keluarga", "nama_kepala_keluarga", "alamat", "alamat_keluarga", "lokasi",
            "id_meteran_pln", "kode_kelurahan_desa", "nama_kelurahan_desa", "tanggal_lahir",
        ];
        Assert.All(
            Declared().Where(item => identifying.Contains(item.Option.Variable)
                || Catalogue.Find(item.Option.Variable)!.Classification == Classification.Spesifik),
            item => Assert.True(item.Option.MinLevel == Level.ByNameByAddress, item.Field.FullName));
    }

    [Fact]
    public void No_number_carries_a_NIK_or_a_nomor_KK()
    {
        Assert.All(
            Fields.Where(field => field.Name is "nik" or "member_nik" or "family_number" or "proof_family_number" or "nomor_induk_kependudukan" or "nomor_kartu_keluarga"),
            // Whether it agrees may be told by an enum.
            field => Assert.True(field.FieldType is FieldType.String or FieldType.Enum, field.FullName));
    }

    [Fact]
    public void Every_method_says_who_may_call_it_and_what_is_recorded()
    {
        var methods = Files.SelectMany(file => file.Services).SelectMany(service => service.Methods).ToArray();
        Assert.NotEmpty(methods);
        Assert.All(methods, method =>
        {
            var access = method.GetOptions()?.GetExtension(OptionsExtensions.Access);
            Assert.True(access is not null, method.FullName);
            Assert.True(access.Scope.Length > 0, method.FullName);
            Assert.True(access.Record != Record.Unspecified, method.FullName);
        });
    }

    private static IEnumerable<(FieldDescriptor Field, Field Option)> Declared() =>
        from field in Fields
        let option = field.GetOptions()?.GetExtension(OptionsExtensions.Field)
        where option is not null
        select (field, option);

    private static IEnumerable<MessageDescriptor> WithNested(MessageDescriptor message) =>
        message.NestedTypes.SelectMany(WithNested).Prepend(message);
}
