using System.Globalization;
using System.Security.Cryptography;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain.Wilayahs;
using Google.Protobuf;
using Google.Type;

namespace Dtsen.Exchange.Server.Tests.Releases;

/// <summary>Made-up families of real regions: what a kabupaten holds follows from its code and the row alone.</summary>
internal static class RankingSample
{
    public static readonly WilayahTable Wilayah = WilayahTable.Load(RepositoryFolder.Inner(Path.Combine("config", "wilayah")));

    /// <summary>Families of a kabupaten from row 0 on, at most 9,999.</summary>
    public static IReadOnlyList<ByteString> Families(string kabupaten, int count, Action<int, Family>? change = null)
    {
        var families = new ByteString[count];
        for (var row = 0; row < count; row++)
        {
            var family = Family(kabupaten, row);
            change?.Invoke(row, family);
            families[row] = family.ToByteString();
        }

        return families;
    }

    /// <summary>A family of two; the row decides its numbers and its desil (1 to 10, in turn).</summary>
    public static Family Family(string kabupaten, int row)
    {
        var kecamatan = Wilayah.ChildrenOf(Parse(kabupaten))[0];
        var desa = Wilayah.ChildrenOf(kecamatan)[0];
        var serial = (row + 1).ToString("D4", CultureInfo.InvariantCulture);
        var desil = (uint)((row % 10) + 1);
        var family = new Family
        {
            NomorKartuKeluarga = $"{kecamatan}010120{serial}",
            WilayahCodeSystem = WilayahCodeSystem.Kemendagri,
            KodeProvinsi = kabupaten[..2],
            KodeKabupatenKota = kabupaten,
            KodeKecamatan = kecamatan.ToString(),
            KodeKelurahanDesa = desa.ToString(),
            DesilNasional = desil,
            DesilProvinsi = desil,
            DesilKabupatenKota = desil,
            DesilBasis = DesilBasis.Peringkat,
        };
        family.Members.Add(Member($"{kecamatan}150180{serial}", "Slamet Riyadi", new Date { Year = 1980, Month = 1, Day = 15 }));
        family.Members.Add(Member($"{kecamatan}550382{serial}", "Dewi Lestari", new Date { Year = 1982, Month = 3, Day = 15 }));
        return family;
    }

    /// <summary>SHA-256 over families, in order.</summary>
    public static ByteString DigestOf(IEnumerable<ByteString> families)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var family in families)
        {
            digest.AppendData(family.Span);
        }

        return ByteString.CopyFrom(digest.GetHashAndReset());
    }

    private static Member Member(string nik, string name, Date birthDate) =>
        new() { NomorIndukKependudukan = nik, Nama = name, TanggalLahir = birthDate, StatusNik = NikStatus.Aktif };

    private static WilayahCode Parse(string code) =>
        WilayahCode.TryParse(code, out var parsed) ? parsed : throw new ArgumentException("This is no code.", nameof(code));
}
