using System.Security.Cryptography;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Google.Protobuf;

namespace Dtsen.Exchange.Register.Tests.Releases;

/// <summary>What a check comes to, reckoned in memory with dictionaries, from what was sent and the faults that were put into it.</summary>
internal sealed class ReleaseModel
{
    public ReleaseModel(IEnumerable<SentFamily> sent)
    {
        var rows = sent.GroupBy(family => family.Kabupaten)
            .SelectMany(group => group.Select((family, row) => (Sent: family, Row: row)))
            .ToList();
        var sound = rows.Where(row => row.Sent.Fault == SetAsideReason.Unspecified)
            .Select(row => Family.Parser.ParseFrom(row.Sent.Bytes))
            .ToList();
        var numbers = sound.CountBy(family => family.NomorKartuKeluarga).ToDictionary();
        var niks = sound.SelectMany(family => family.Members).CountBy(member => member.NomorIndukKependudukan).ToDictionary();
        foreach (var (family, row) in rows)
        {
            var (reason, field) = (family.Fault, family.Field);
            var parsed = Family.Parser.ParseFrom(family.Bytes);
            var shared = parsed.Members.ToList().FindIndex(member => niks.GetValueOrDefault(member.NomorIndukKependudukan) > 1);
            if (reason == SetAsideReason.Unspecified && numbers[parsed.NomorKartuKeluarga] > 1)
            {
                (reason, field) = (SetAsideReason.FamilyNumberDuplicate, "nomor_kartu_keluarga");
            }
            else if (reason == SetAsideReason.Unspecified && shared >= 0)
            {
                (reason, field) = (SetAsideReason.NikDuplicate, $"members[{shared}].nomor_induk_kependudukan");
            }

            if (reason == SetAsideReason.Unspecified)
            {
                Kept.Add((family, parsed));
            }
            else
            {
                SetAside.Add(new SetAsideFamily
                {
                    KodeKabupatenKota = family.Kabupaten.ToString(),
                    Row = row,
                    Reason = reason,
                    Field = field,
                });
            }
        }

        Contents = [.. rows.Select(row => row.Sent.Kabupaten).Distinct().Select(kabupaten => new KabupatenContent
        {
            KodeKabupatenKota = kabupaten.ToString(),
            Families = Kept.Count(kept => kept.Sent.Kabupaten == kabupaten),
            Digest = ByteString.CopyFrom(SHA256.HashData(
                Kept.Where(kept => kept.Sent.Kabupaten == kabupaten).SelectMany(kept => kept.Sent.Bytes).ToArray())),
        })];
    }

    public List<(SentFamily Sent, Family Family)> Kept { get; } = [];

    public List<SetAsideFamily> SetAside { get; } = [];

    public List<KabupatenContent> Contents { get; }

    public ByteString Digest => ByteString.CopyFrom(SHA256.HashData(Contents.SelectMany(content => (byte[])[
        .. System.Text.Encoding.ASCII.GetBytes(content.KodeKabupatenKota),
        .. BitConverter.GetBytes(content.Families),
        .. content.Digest]).ToArray()));
}
