using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography.X509Certificates;

namespace Dtsen.Exchange.Pki;

/// <summary>
/// A certificate revocation list (RFC 5280) of one authority: verified once, then an immutable set of serial numbers.
/// The platform's own revocation check keeps using a list it has cached, so it is not relied on.
/// </summary>
public sealed class RevocationList
{
    private readonly byte[] _rawData;
    private readonly byte[] _issuer;
    private readonly FrozenSet<byte[]>.AlternateLookup<ReadOnlySpan<byte>> _serials;

    internal RevocationList(
        byte[] rawData, byte[] issuer, long number, DateTimeOffset thisUpdate, DateTimeOffset nextUpdate, IEnumerable<byte[]> serials)
    {
        _rawData = rawData;
        _issuer = issuer;
        Number = number;
        ThisUpdate = thisUpdate;
        NextUpdate = nextUpdate;
        var set = serials.ToFrozenSet(SerialNumberComparer.Instance);
        Count = set.Count;
        _serials = set.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>A list that revokes nothing and never lapses, for where no authority publishes one.</summary>
    public static RevocationList Empty { get; } = new([], [], 0, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, []);

    /// <summary>The list as it was signed, DER; nothing for <see cref="Empty"/>.</summary>
    public ReadOnlyMemory<byte> RawData => _rawData;

    /// <summary>
    /// The authority's running number: a later list has a higher one. Whoever replaces a list by another refuses a
    /// lower number, or an old list would bring revoked certificates back.
    /// </summary>
    public long Number { get; }

    /// <summary>When the authority signed it.</summary>
    public DateTimeOffset ThisUpdate { get; }

    /// <summary>By when the authority signs the next.</summary>
    public DateTimeOffset NextUpdate { get; }

    /// <summary>How many certificates are revoked.</summary>
    public int Count { get; }

    /// <summary>Reads and verifies a list.</summary>
    /// <param name="data">DER, or PEM with the label X509 CRL.</param>
    /// <param name="issuer">The authority that must have signed it.</param>
    /// <param name="now">The time at which it must be current.</param>
    /// <param name="list">The list, where it is accepted.</param>
    /// <param name="verdict">Accepted, or why not.</param>
    /// <returns>Whether it is accepted.</returns>
    public static bool TryRead(
        ReadOnlySpan<byte> data,
        X509Certificate2 issuer,
        DateTimeOffset now,
        [NotNullWhen(true)] out RevocationList? list,
        out RevocationListVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(issuer);
        list = null;
        verdict = RevocationListReader.Read(data, issuer, out var read);
        if (read is null)
            return false;
        verdict = now > read.NextUpdate ? RevocationListVerdict.Stale
            : now < read.ThisUpdate ? RevocationListVerdict.NotYetValid
            : RevocationListVerdict.Accepted;
        if (verdict != RevocationListVerdict.Accepted)
            return false;
        list = read;
        return true;
    }

    /// <summary>Reads and verifies a list that the software cannot do without.</summary>
    /// <param name="data">DER, or PEM with the label X509 CRL.</param>
    /// <param name="issuer">The authority that must have signed it.</param>
    /// <param name="now">The time at which it must be current.</param>
    /// <exception cref="InvalidDataException">It is not accepted; the message says why.</exception>
    public static RevocationList Read(ReadOnlySpan<byte> data, X509Certificate2 issuer, DateTimeOffset now)
    {
        if (TryRead(data, issuer, now, out var list, out var verdict))
            return list;
        throw new InvalidDataException(verdict switch
        {
            RevocationListVerdict.WrongIssuer => "The revocation list is of another authority than the one configured.",
            RevocationListVerdict.BadSignature => "The signature of the revocation list does not hold: fetch it from the authority again.",
            RevocationListVerdict.Stale => "The revocation list is past its nextUpdate: the authority must sign a new one.",
            RevocationListVerdict.NotYetValid => "The revocation list is from the future: compare the clocks.",
            _ => "The revocation list cannot be read: it must be an X.509 CRL of version 2, DER or PEM.",
        });
    }

    /// <summary>
    /// Reads a list that was accepted when it was new and has been kept since: its signature is verified again, its time is not, for an old
    /// list still revokes more than none.
    /// </summary>
    /// <param name="data">DER or PEM, as it was accepted.</param>
    /// <param name="issuer">The authority that must have signed it.</param>
    /// <exception cref="InvalidDataException">It was changed.</exception>
    public static RevocationList ReadKept(ReadOnlySpan<byte> data, X509Certificate2 issuer)
    {
        ArgumentNullException.ThrowIfNull(issuer);
        var verdict = RevocationListReader.Read(data, issuer, out var list);
        return list ?? throw new InvalidDataException($"The kept revocation list is not what was accepted: {verdict}.");
    }

    /// <summary>Whether this list revokes the certificate. One look-up, no allocation.</summary>
    /// <param name="certificate">A certificate of any authority; those of others are never revoked here.</param>
    public bool IsRevoked(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return Count > 0
            && _serials.Contains(certificate.SerialNumberBytes.Span)
            && certificate.IssuerName.RawData.AsSpan().SequenceEqual(_issuer);
    }
}
