using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Register.Releases;

namespace Dtsen.Exchange.Register.Tests.Releases;

public sealed class CodedFieldsTests
{
    [Fact]
    public void Every_variable_with_a_code_list_is_a_field_that_is_checked()
    {
        var catalogue = Config.Rules.Catalogue;
        var pendidikan = new CodedFields<Pendidikan>(Pendidikan.Descriptor, catalogue, "pendidikan").Names;
        var disabilitas = new CodedFields<Disabilitas>(Disabilitas.Descriptor, catalogue, "penyandang_disabilitas").Names;
        var checkedFields = new CodedFields<Family>(Family.Descriptor, catalogue).Names
            .Concat(new CodedFields<Member>(Member.Descriptor, catalogue).Names)
            .Concat(pendidikan.Select(name => "pendidikan." + name))
            .Concat(disabilitas.Select(name => "penyandang_disabilitas." + name))
            .Order(StringComparer.Ordinal);
        var coded = catalogue.Variables.Where(variable => variable.CodeList is not null)
            .Select(variable => variable.Name)
            .Order(StringComparer.Ordinal);
        Assert.Equal(coded, checkedFields);
    }

    [Fact]
    public void Every_code_of_every_list_is_taken_and_the_one_behind_the_last_is_not()
    {
        var fields = new CodedFields<Disabilitas>(Disabilitas.Descriptor, Config.Rules.Catalogue, "penyandang_disabilitas");
        foreach (var field in Disabilitas.Descriptor.Fields.InFieldNumberOrder())
        {
            var message = new Disabilitas();
            foreach (var code in Config.Rules.Catalogue.FindCodeList("disabilitas")!.Codes)
            {
                field.Accessor.SetValue(message, (uint)code);
                Assert.Null(fields.FirstUnknown(message));
            }

            field.Accessor.SetValue(message, 5u);
            Assert.Equal(field.Name, fields.FirstUnknown(message));
        }
    }
}
