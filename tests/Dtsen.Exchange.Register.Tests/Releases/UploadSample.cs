using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Register.Releases;
using Dtsen.Exchange.Register.Tests.Files;
using Google.Protobuf;

namespace Dtsen.Exchange.Register.Tests.Releases;

/// <summary>Small nations with faults and duplicates, from a seed, and what is done with them.</summary>
internal static class UploadSample
{
    public static readonly ReleaseDescription Description = new(
        "r-1", new ReleaseVersion(new Period(2026, 3), 2), "snapshot-1", 17, 1, new DateOnly(2026, 10, 1));

    private static readonly char[] Letters = [.. "ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz"];

    private static readonly string[] Kabupaten = ["1101", "3204", "3273", "9171"];

    /// <summary>Families in order of kabupaten and row.</summary>
    /// <param name="seed">Where everything comes from.</param>
    /// <param name="families">Families of each kabupaten, about.</param>
    /// <param name="faults">One in how many has a fault or shares something; 0 for none.</param>
    /// <param name="longestAddress">Letters of the longest address; 0 for a short one. Long ones fill blocks with few families.</param>
    public static List<SentFamily> Nation(int seed, int families, int faults, int longestAddress = 0)
    {
        var random = new Random(seed);
        var sent = new List<SentFamily>();
        foreach (var code in Kabupaten.Take(random.Next(1, Kabupaten.Length + 1)))
        {
            var kabupaten = Config.Kabupaten(code);
            for (var serial = 1; serial <= families; serial++)
            {
                var family = FamilySample.Make(random, kabupaten, serial, random.Next(1, 6));
                if (longestAddress > 0)
                {
                    family.Alamat = new string(random.GetItems(Letters, random.Next(1, longestAddress)));
                }

                sent.Add(faults > 0 && random.Next(faults) == 0 ? Spoil(random, kabupaten, family, serial, sent) : Good(kabupaten, family));
            }
        }

        return sent;
    }

    public static SentFamily Good(WilayahCode kabupaten, Family family) => new(kabupaten, family.ToByteArray());

    /// <summary>Sends families in pages of a size.</summary>
    public static void Send(string folder, IEnumerable<SentFamily> sent, int pageSize)
    {
        using var upload = RankingUpload.Open(folder);
        foreach (var kabupaten in sent.GroupBy(family => family.Kabupaten))
        {
            long row = 0;
            foreach (var page in kabupaten.Chunk(pageSize))
            {
                upload.Append(kabupaten.Key, row, [.. page.Select(family => new ReadOnlyMemory<byte>(family.Bytes))]);
                row += page.Length;
            }
        }
    }

    public static CheckedRelease Check(TemporaryFolder folder, int sortMemory = 1 << 20, CancellationToken cancellation = default) =>
        ReleaseFolder.Check(folder.File("upload"), null, folder.File("release"), Description, Config.Rules, sortMemory, null, cancellation);

    // A fault of its own, a number of another family that comes right before, or a NIK of any family before or of the family itself.
    private static SentFamily Spoil(Random random, WilayahCode kabupaten, Family family, int serial, List<SentFamily> before)
    {
        var last = family.Members.Count - 1;
        switch (random.Next(7))
        {
            case 0:
                family.NomorKartuKeluarga = "0";
                return Faulty(SetAsideReason.FamilyNumberInvalid, "nomor_kartu_keluarga");
            case 1:
                family.Members[last].NomorIndukKependudukan = "NIK sementara";
                return Faulty(SetAsideReason.NikInvalid, $"members[{last}].nomor_induk_kependudukan");
            case 2:
                return new SentFamily(kabupaten, [.. family.ToByteArray(), 0xF8, 0x3F, 1], SetAsideReason.NotCanonical);
            case 3 when serial > 1:
                family.NomorKartuKeluarga = NumberBefore(kabupaten, serial, before);
                return Good(kabupaten, family);
            case 6:
                // The number of the family that comes next, which is no duplicate of one with a fault.
                family.NomorKartuKeluarga = FamilySample.NumberOf(kabupaten, serial + 1);
                return new SentFamily(kabupaten, [.. family.ToByteArray(), 0xF8, 0x3F, 1], SetAsideReason.NotCanonical);
            case 4 when before.Count > 0:
                var other = Family.Parser.ParseFrom(before[random.Next(before.Count)].Bytes);
                family.Members[0].NomorIndukKependudukan = other.Members[^1].NomorIndukKependudukan;
                return family.Members[0].NomorIndukKependudukan.Length == 16
                    ? Good(kabupaten, family)
                    : Faulty(SetAsideReason.NikInvalid, "members[0].nomor_induk_kependudukan");
            default:
                family.Members.Add(family.Members[0].Clone());
                return Good(kabupaten, family);
        }

        static string NumberBefore(WilayahCode kabupaten, int serial, List<SentFamily> before)
        {
            var number = Family.Parser.ParseFrom(before[^1].Bytes).NomorKartuKeluarga;
            return number.Length == 16 ? number : FamilySample.NumberOf(kabupaten, serial - 1);
        }

        SentFamily Faulty(SetAsideReason reason, string field) => new(kabupaten, family.ToByteArray(), reason, field);
    }
}
