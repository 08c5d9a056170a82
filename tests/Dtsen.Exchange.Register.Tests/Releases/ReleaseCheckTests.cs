using System.Text;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Register.Blocks;
using Dtsen.Exchange.Register.Releases;
using Dtsen.Exchange.Register.Tests.Files;
using FsCheck;
using FsCheck.Xunit;
using NikStatus = Dtsen.Exchange.Domain.NikStatus;

namespace Dtsen.Exchange.Register.Tests.Releases;

public sealed class ReleaseCheckTests
{
    [Property(MaxTest = 60)]
    public void Sets_aside_counts_and_keeps_what_the_model_does(
        DoNotSize<int> seed, PositiveInt families, PositiveInt pageSize, bool tinyMemory, bool longFamilies)
    {
        var sent = longFamilies
            ? UploadSample.Nation(seed.Item, families.Get % 60, 3 * pageSize.Get, 12_000)
            : UploadSample.Nation(seed.Item, families.Get % 40, 3);
        var model = new ReleaseModel(sent);
        using var folder = new TemporaryFolder();
        using var key = new SigningKey(folder, "bps");
        UploadSample.Send(folder.File("upload"), sent, pageSize.Get);
        var result = UploadSample.Check(folder, tinyMemory ? 1 : 1 << 20);
        var manifest = ReleaseManifest.Parser.ParseFrom(result.Manifest.Span);

        Assert.Equal(model.SetAside, result.SetAside);
        Assert.Equal(model.SetAside, Enumerable.Range(0, model.SetAside.Count + 1)
            .SelectMany(place => ReleaseFolder.ReadSetAside(folder.File("release"), place, 1)));
        Assert.Equal(model.Contents, manifest.Kabupaten);
        Assert.Equal(model.Digest, manifest.Digest);
        Assert.Equal(model.Kept.Count, manifest.Families);
        Assert.Equal(model.Kept.Sum(kept => kept.Family.Members.Count), manifest.People);
        Assert.Equal(
            model.SetAside.CountBy(family => family.Reason).OrderBy(count => count.Key).Select(count => (count.Key, (long)count.Value)),
            manifest.SetAside.Select(count => (count.Reason, count.Families)));
        Assert.Equal(
            Enumerable.Range(0, 11).Select(desil => model.Kept.LongCount(kept => kept.Family.DesilNasional == desil)),
            result.FamiliesByDesil);
        Assert.True(ReleaseFolder.TrySign(folder.File("release"), key.Id, key.Sign(result.Manifest), key.Keys));
        using var release = SealedRelease.Open(folder.File("release"), key.Keys);
        AssertHolds(release, model, sent);
        AssertBlocks(folder, model);
        Assert.Empty(ReleaseVerification.Run(folder.File("release"), key.Keys).Findings);
    }

    private static void AssertHolds(SealedRelease release, ReleaseModel model, List<SentFamily> sent)
    {
        Assert.Equal(model.Kept.Count, release.Families.Count);
        var kept = model.Kept.ToDictionary(one => one.Family.NomorKartuKeluarga, one => one.Family);
        var people = model.Kept.SelectMany(one => one.Family.Members.Select(member => (member, one.Family)))
            .ToDictionary(pair => pair.member.NomorIndukKependudukan);
        Assert.Equal(people.Count, release.People.Count);
        foreach (var family in sent.Select(one => Family.Parser.ParseFrom(one.Bytes)))
        {
            if (FamilyNumber.TryParse(family.NomorKartuKeluarga, out var number))
            {
                var known = kept.TryGetValue(family.NomorKartuKeluarga, out var expected);
                Assert.Equal(known, release.Families.TryFindOrNearest(number, out var row));
                if (known)
                {
                    Assert.Equal(expected!.KodeKelurahanDesa, row.Desa.ToString("D10", null));
                    Assert.Equal(expected.DesilNasional, (uint)(row.Desil.Nasional?.Value ?? 0));
                    Assert.Equal((int)expected.DesilBasis, (int)row.Desil.Basis);
                }
            }

            foreach (var member in family.Members)
            {
                if (Nik.TryParse(member.NomorIndukKependudukan, out var nik))
                {
                    var known = people.TryGetValue(member.NomorIndukKependudukan, out var pair);
                    Assert.Equal(known, release.People.TryFindOrNearest(nik, out var row));
                    if (known)
                    {
                        AssertSame(pair.member, pair.Family, row);
                    }
                }
            }
        }
    }

    private static void AssertSame(Member member, Family family, Register.People.PersonRow row)
    {
        Assert.Equal(family.NomorKartuKeluarga, row.FamilyNumber.ToString("D16", null));
        Assert.Equal(family.KodeKelurahanDesa, row.Desa.ToString("D10", null));
        Assert.Equal((NikStatus)member.StatusNik, row.Status);
        Assert.Equal((Sex)member.JenisKelamin, row.Sex);
        Assert.Equal(new DateOnly(member.TanggalLahir.Year, member.TanggalLahir.Month, member.TanggalLahir.Day), row.BirthDate);
        Assert.Equal(family.DesilProvinsi, (uint)(row.Desil.Provinsi?.Value ?? 0));
        Assert.Equal(family.DesilKabupatenKota, (uint)(row.Desil.KabupatenKota?.Value ?? 0));
        var name = Encoding.UTF8.GetBytes(FoldedName.Fold(member.Nama));
        Assert.True(row.NameEquals(name));
        Assert.False(row.NameEquals(name.AsSpan(1)));
        name[^1] ^= 1;
        Assert.False(row.NameEquals(name));
    }

    private static void AssertBlocks(TemporaryFolder folder, ReleaseModel model)
    {
        foreach (var content in model.Contents)
        {
            using var reader = BlockReader.Open(Path.Combine(folder.File("release"), content.KodeKabupatenKota + ".blocks"));
            using var cursor = reader.Read();
            foreach (var (sent, family) in model.Kept.Where(kept => kept.Sent.Kabupaten.ToString() == content.KodeKabupatenKota))
            {
                Assert.True(cursor.MoveNext());
                Assert.Equal(family.NomorKartuKeluarga, cursor.Key.ToString("D16", null));
                Assert.True(cursor.Family.Span.SequenceEqual(sent.Bytes));
            }

            Assert.False(cursor.MoveNext());
        }
    }
}
