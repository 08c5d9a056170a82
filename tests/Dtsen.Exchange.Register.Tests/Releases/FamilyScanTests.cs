using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Register.Releases;
using FsCheck;
using FsCheck.Xunit;
using Google.Protobuf;

namespace Dtsen.Exchange.Register.Tests.Releases;

/// <summary>The scan agrees with the judge: on what a family may be, and on the rows that it has.</summary>
public sealed class FamilyScanTests
{
    private static readonly Domain.Wilayahs.WilayahCode Bandung = Config.Kabupaten("3204");

    private readonly FamilyJudge _judge = new(Config.Rules);
    private readonly FamilyScan _scan = new(Config.Rules);

    public static TheoryData<string, Action<Family>, SetAsideReason, string> Changes => FamilyJudgeTests.Changes;

    public static TheoryData<string, byte[]> OtherForms => CanonicalFormTests.OtherForms;

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_family_passes_where_the_judge_finds_no_fault(string what, Action<Family> change, SetAsideReason reason, string field)
    {
        Assert.True(what.Length > 0 && field is not null);
        var family = FamilySample.Make(new System.Random(7), Bandung, 1, 3);
        change(family);
        var bytes = family.ToByteArray();
        Assert.Equal(reason == 0, _scan.Passes(Bandung, bytes));
        AssertAgrees(bytes);
    }

    [Theory]
    [MemberData(nameof(OtherForms))]
    public void Another_form_of_a_family_does_not_pass(string what, byte[] bytes)
    {
        Assert.True(what.Length > 0);
        Assert.False(_scan.Passes(Bandung, bytes));
        Assert.False(_scan.Passes(Bandung, [.. FamilySample.Make(new System.Random(7), Bandung, 1, 3).ToByteArray(), .. bytes]));
    }

    [Property(MaxTest = 200)]
    public void A_good_family_passes_with_the_rows_that_it_has(DoNotSize<int> seed, PositiveInt members)
    {
        var family = FamilySample.Make(new System.Random(seed.Item), Bandung, 1, 1 + (members.Get % 100));
        Assert.True(_scan.Passes(Bandung, family.ToByteArray()));
        AssertAgrees(family.ToByteArray());
    }

    [Property(MaxTest = 2000)]
    public void Of_damaged_families_none_passes_in_which_the_judge_finds_a_fault(DoNotSize<int> seed)
    {
        var random = new System.Random(seed.Item);
        var bytes = FamilySample.Make(random, Bandung, 1, 3).ToByteArray().ToList();
        for (var i = random.Next(3); i >= 0; i--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                case 2:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                default:
                    bytes[at] = (byte)random.Next(256);
                    break;
            }
        }

        AssertAgrees([.. bytes]);
    }

    private void AssertAgrees(byte[] bytes)
    {
        if (!_scan.Passes(Bandung, bytes))
        {
            return;
        }

        Assert.Null(_judge.Judge(Bandung, bytes, out var family));
        var (rows, seen) = (new FamilyRows(), new FamilyRows());
        Assert.Equal(rows.Family(family!, out var number).ToArray(), seen.Family(_scan).ToArray());
        Assert.Equal(number, _scan.Number);
        Assert.Equal(family!.Members.Count, _scan.MemberCount);
        for (var at = 0; at < family.Members.Count; at++)
        {
            Assert.Equal(rows.Person(family, family.Members[at], out var nik).ToArray(), seen.Person(_scan, at, out var seenNik).ToArray());
            Assert.Equal(nik, seenNik);
        }
    }
}
