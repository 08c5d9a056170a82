using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Register.Releases;
using FsCheck.Xunit;
using Google.Protobuf;

namespace Dtsen.Exchange.Register.Tests.Releases;

public sealed class CanonicalFormTests
{
    private readonly CanonicalForm _form = new();

    /// <summary>Wire forms of what protobuf itself would take for a family.</summary>
    public static TheoryData<string, byte[]> OtherForms { get; } = new()
    {
        { "an unknown field behind", [0x0A, 1, (byte)'1', 0xF8, 0x3F, 1] },
        { "an unknown field in the middle", [0x0A, 1, (byte)'1', 0xE0, 1, 1, 0xF0, 1, 3] },
        { "an unknown field in a member", [0xC2, 2, 4, 0x10 | 2, 0, 0x78, 1] },
        { "an unknown field in a member's date", [0xC2, 2, 4, 0x1A, 2, 0x20, 1] },
        { "fields out of order", [0xF0, 1, 3, 0x0A, 1, (byte)'1'] },
        { "a field twice", [0x0A, 1, (byte)'1', 0x0A, 1, (byte)'1'] },
        { "a member's date in two parts", [0xC2, 2, 8, 0x1A, 2, 0x08, 1, 0x1A, 2, 0x10, 1] },
        { "zero written out", [0xF0, 1, 0] },
        { "an empty text written out", [0x0A, 0] },
        { "a number longer than needed", [0xF0, 1, 0x83, 0] },
        { "a tag longer than needed", [0x8A, 0, 1, (byte)'1'] },
        { "a number beyond 32 bits", [0xF0, 1, 0x83, 0x80, 0x80, 0x80, 0x10] },
        { "codes not packed", [0xC2, 2, 2, 0x60, 1] },
        { "an empty list written out", [0xC2, 2, 2, 0x62, 0] },
        { "a yes longer than yes", [0xDA, 1, 2, 0x08, 2] },
        { "text that is not UTF-8", [0x0A, 1, 0xFF] },
        { "text with half a surrogate pair", [0x0A, 3, 0xED, 0xA0, 0x80] },
        { "a field cut off", [0x0A, 2, (byte)'1'] },
        { "a tag cut off", [0xF0] },
        { "the end of a group", [0x0C] },
        { "field number 0", [0x02, 0] },
    };

    [Theory]
    [MemberData(nameof(OtherForms))]
    public void Another_form_of_a_family_is_refused(string what, byte[] bytes)
    {
        Assert.True(what.Length > 0);
        Assert.Null(_form.Parse(bytes));
    }

    [Fact]
    public void A_family_written_anew_is_taken_as_it_is()
    {
        var sample = FamilySample.Make(new Random(5), Config.Kabupaten("3204"), 1, 100);
        sample.Lokasi = new Lokasi { Latitude = -6.9, Longitude = double.NaN };
        sample.Members[3].Pendidikan = new Pendidikan();
        sample.Members[4].Nama = "𝒜";
        var bytes = sample.ToByteArray();
        Assert.True(bytes.Length > 4096);
        Assert.Equal(sample, _form.Parse(bytes));
        Assert.Equal(new Family(), _form.Parse([]));
    }

    [Property(MaxTest = 500)]
    public void What_is_taken_writes_itself_as_it_came(byte[] bytes) =>
        Assert.True(_form.Parse(bytes) is not { } family || family.ToByteArray().AsSpan().SequenceEqual(bytes));
}
