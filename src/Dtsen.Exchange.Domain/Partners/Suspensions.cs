using System.Collections.Immutable;

namespace Dtsen.Exchange.Domain.Partners;

/// <summary>
/// All suspensions by calls that stand, as one immutable value beside the <see cref="PartnerDirectory"/>: a new set of files neither brings
/// nor lifts one.
/// </summary>
public sealed class Suspensions
{
    private readonly ImmutableSortedDictionary<long, Suspension> _bySeq;
    private readonly ImmutableDictionary<SuspensionSubject, Suspension> _bySubject;

    private Suspensions(
        ImmutableSortedDictionary<long, Suspension> bySeq, ImmutableDictionary<SuspensionSubject, Suspension> bySubject)
    {
        _bySeq = bySeq;
        _bySubject = bySubject;
    }

    /// <summary>Nobody is suspended.</summary>
    public static Suspensions None { get; } =
        new(ImmutableSortedDictionary<long, Suspension>.Empty, ImmutableDictionary<SuspensionSubject, Suspension>.Empty);

    /// <summary>The suspensions, oldest first.</summary>
    public IEnumerable<Suspension> OldestFirst => _bySeq.Values;

    /// <summary>How many stand.</summary>
    public int Count => _bySubject.Count;

    /// <summary>A serial number as it is compared: hexadecimal, capitals, no zeros in front. One number has one such form.</summary>
    /// <param name="serial">Hexadecimal digits, in either case, with or without zeros in front.</param>
    public static string SerialOf(string serial)
    {
        ArgumentNullException.ThrowIfNull(serial);
        return serial.ToUpperInvariant().TrimStart('0');
    }

    /// <summary>The suspension of a subject, or null.</summary>
    public Suspension? Find(SuspensionSubject subject) => _bySubject.GetValueOrDefault(subject);

    /// <summary>Whether the subject with this id is suspended.</summary>
    public bool Contains(SuspensionKind kind, string id) => _bySubject.ContainsKey(new SuspensionSubject(kind, id));

    /// <summary>These and one more, in place of what stood on its subject.</summary>
    public Suspensions With(Suspension suspension)
    {
        ArgumentNullException.ThrowIfNull(suspension);
        var others = Without(suspension.Subject);
        return new(
            others._bySeq.Add(suspension.Seq, suspension), others._bySubject.Add(suspension.Subject, suspension));
    }

    /// <summary>These without that of a subject.</summary>
    public Suspensions Without(SuspensionSubject subject) => Find(subject) is { } standing
        ? new(_bySeq.Remove(standing.Seq), _bySubject.Remove(subject))
        : this;
}
