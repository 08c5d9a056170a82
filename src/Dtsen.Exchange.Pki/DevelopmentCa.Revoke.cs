using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dtsen.Exchange.Pki;

public sealed partial class DevelopmentCa
{
    /// <summary>Revokes one certificate, or all of an application, and signs a new list.</summary>
    /// <param name="serialOrApplicationId">A serial number in hexadecimal, or an application's id.</param>
    /// <returns>How many were revoked now; 0 where there was nothing left to revoke.</returns>
    public int Revoke(string serialOrApplicationId)
    {
        ArgumentException.ThrowIfNullOrEmpty(serialOrApplicationId);
        using var locked = Locked(Folder);
        var rows = IssuedIndex.Read(Folder.Index);
        var now = _time.GetUtcNow();
        var revoked = 0;
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].RevokedAt is not null || !IsMeant(rows[i], serialOrApplicationId))
                continue;
            rows[i] = rows[i] with { RevokedAt = now };
            revoked++;
        }
        if (revoked > 0)
            IssuedIndex.Write(Folder.Index, rows);
        SignRevocationList(rows);
        return revoked;
    }

    /// <summary>
    /// Signs the list anew from the index. To be done before nextUpdate, and after a revocation that was cut short.
    /// </summary>
    public void RenewRevocationList()
    {
        using var locked = Locked(Folder);
        SignRevocationList(IssuedIndex.Read(Folder.Index));
    }

    /// <summary>The list in force, verified.</summary>
    /// <exception cref="InvalidDataException">It was changed, or is past its nextUpdate.</exception>
    public RevocationList ReadRevocationList() =>
        RevocationList.Read(File.ReadAllBytes(Folder.RevocationList), Certificate, _time.GetUtcNow());

    // An application may be named with hexadecimal letters only, so both are compared: a serial of 16 bytes is 32 long.
    private static bool IsMeant(IssuedCertificate row, string serialOrApplicationId) =>
        row.Serial.Equals(serialOrApplicationId, StringComparison.OrdinalIgnoreCase)
        || (row.Kind == SubjectKind.Application && row.Subject == serialOrApplicationId);

    private void SignRevocationList(IEnumerable<IssuedCertificate> rows)
    {
        var builder = new CertificateRevocationListBuilder();
        foreach (var row in rows)
        {
            if (row.RevokedAt is { } at)
                builder.AddEntry(Convert.FromHexString(row.Serial), at);
        }
        var now = _time.GetUtcNow();
        SafeFile.Write(
            Folder.RevocationList,
            builder.Build(Certificate, NextNumber(), now + RevocationListLifetime, HashAlgorithmName.SHA256, thisUpdate: now));
    }

    // The number rises even where the old list was damaged or lost: milliseconds outrun any count of revocations.
    private long NextNumber()
    {
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        var last = File.Exists(Folder.RevocationList)
            && RevocationListReader.Read(File.ReadAllBytes(Folder.RevocationList), Certificate, out var list)
                == RevocationListVerdict.Accepted
                ? list!.Number
                : 0;
        return Math.Max(now, last + 1);
    }
}
