using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Names;
using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Register.Tables;

namespace Dtsen.Exchange.Server.Matching;

/// <summary>
/// How many records with the same NIK an agency has tried in a day that differ and do not agree with the register: who may try until a
/// field agrees, reads it. Kept on this node alone, in bounded memory: hashes under a key of its own, no number and no name. Where there is
/// no room, the person with the fewest tries gives way, so that somebody who is tried on and on is not forgotten. Safe for several threads.
/// </summary>
/// <param name="date">The day.</param>
/// <param name="setBits">Room for 8 &#183; 2^n people.</param>
internal sealed class TriesOfDay(DateOnly date, int setBits)
{
    private const int Ways = 8;
    private const int Locks = 64;
    private const int Words = 1 + DefaultLimits.MostMatchTriesPerDay;
    private const int WordsOfLine = 64 / sizeof(ulong);
    private const int WordsOfSet = Ways + (Ways * Words * sizeof(ushort) / sizeof(ulong));

    // Bits of a subject: the highest say in which set it is, these which bit is its.
    private const int BitAt = 1;
    private const int WordBits = 6;

    private readonly long _key = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
    private readonly ulong _mask = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
    private readonly Lock[] _locks = [.. Enumerable.Range(0, Locks).Select(_ => new Lock())];

    /// <summary>
    /// A bit for whoever was ever counted, as many as there is room for people: small enough to stay in the cache, it tells of most people
    /// that they were not.
    /// </summary>
    private readonly ulong[] _counted = new ulong[Math.Max((Ways << setBits) >> WordBits, 1)];

    /// <summary>
    /// Sets of eight, together in memory: the hashes of agency and NIK, and for each the number of tries with a fingerprint of each behind.
    /// </summary>
    private readonly ulong[] _sets = new ulong[WordsOfSet << setBits];

    /// <summary>The day.</summary>
    public DateOnly Date => date;

    /// <summary>
    /// Counts a record. One that agrees is not counted, and one that was counted before is not counted again; none is admitted where the
    /// limit is reached, whether it agrees or not.
    /// </summary>
    /// <param name="agency">As <see cref="MatchTries.AgencyOf"/> gives it.</param>
    /// <param name="nik">NIK of the record.</param>
    /// <param name="record">What is said of the person.</param>
    /// <param name="limit">Records that are counted, at most seven.</param>
    /// <param name="agrees">Whether all of it agrees with the register.</param>
    /// <param name="by">Number by which the person was found, where it is not their own.</param>
    /// <returns>Whether its result may be told.</returns>
    public bool Admit(ulong agency, Nik nik, in GivenRecord record, int limit, bool agrees, ulong by = 0) =>
        Admit(SubjectOf(agency, nik), record, limit, agrees, by);

    /// <summary>The same where it is known who is asked for.</summary>
    /// <param name="subject">As <see cref="SubjectOf(ulong, Nik)"/> gives it.</param>
    /// <param name="record">What is said of the person.</param>
    /// <param name="limit">Records that are counted, at most seven.</param>
    /// <param name="agrees">Whether all of it agrees with the register.</param>
    /// <param name="by">Number by which the person was found, where it is not their own.</param>
    /// <returns>Whether its result may be told.</returns>
    public bool Admit(ulong subject, in GivenRecord record, int limit, bool agrees, ulong by = 0) =>
        // Who is counted meanwhile, is counted after this.
        (agrees && !MayBeCounted(subject)) || Count(subject, (ushort)ContentOf(record, by), limit, agrees);

    /// <summary>A person, to an agency, as their tries are counted.</summary>
    public ulong SubjectOf(ulong agency, Nik nik) => SubjectOf([nik.RevealNumber() ^ _mask, agency]);

    /// <summary>Begins to bring from memory whether anything was counted of somebody.</summary>
    public void FetchWhetherCounted(ulong subject) => Memory.Fetch(ref WordOf(subject));

    /// <summary>Begins to bring what was counted of somebody, if anything was: <see cref="FetchWhetherCounted"/> goes before.</summary>
    public void FetchTries(ulong subject)
    {
        if (MayBeCounted(subject))
        {
            var set = SetOf(subject);
            for (var at = 0; at < set.Length; at += WordsOfLine)
            {
                Memory.Fetch(ref set[at]);
            }

            Memory.Fetch(ref set[^1]);
        }
    }

    /// <summary>
    /// Counts a record without a NIK. What it has in common with others is the name, in the same words however spelt, and the kabupaten or
    /// the date of birth: whoever knows two of the three must not try one after another of the third.
    /// </summary>
    /// <param name="agency">As <see cref="MatchTries.AgencyOf"/> gives it.</param>
    /// <param name="kabupaten">Kabupaten or kota of the record's wilayah.</param>
    /// <param name="record">What is said of the person.</param>
    /// <param name="limit">Records that are counted, at most seven.</param>
    /// <param name="found">Whether it led to somebody: then it is not counted.</param>
    /// <returns>Whether its result may be told.</returns>
    public bool AdmitWithoutNik(ulong agency, ulong kabupaten, in GivenRecord record, int limit, bool found)
    {
        Span<char> key = stackalloc char[NameKey.MaxLength];
        Span<char> written = stackalloc char[RecordRules.MaxNameLength];
        key = key[..NameKey.Write(written[..Encoding.UTF8.GetChars(record.Name.Utf8, written)], key)];
        var name = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(key), _key);
        var content = (ushort)ContentOf(record, 0);
        Span<ulong> byKabupaten = [name, agency, kabupaten];
        Span<ulong> byDay = [name, agency, (ulong)record.BirthDate!.Value.DayNumber, 0];
        return Count(SubjectOf(byKabupaten), content, limit, found) & Count(SubjectOf(byDay), content, limit, found);
    }

    private int NumberOf(ulong subject) => (int)(subject >> (64 - setBits));

    private Span<ulong> SetOf(ulong subject) => _sets.AsSpan(NumberOf(subject) * WordsOfSet, WordsOfSet);

    private bool MayBeCounted(ulong subject) => (Volatile.Read(ref WordOf(subject)) & BitOf(subject)) != 0;

    private ref ulong WordOf(ulong subject) =>
        ref _counted[(subject >> (BitAt + WordBits)) & ((ulong)_counted.Length - 1)];

    private static ulong BitOf(ulong subject) => 1UL << (int)((subject >> BitAt) & ((1 << WordBits) - 1));

    private bool Count(ulong subject, ushort fingerprint, int limit, bool agrees)
    {
        var words = SetOf(subject);
        var subjects = words[..Ways];
        var triesOfSet = MemoryMarshal.Cast<ulong, ushort>(words[Ways..]);
        lock (_locks[NumberOf(subject) % Locks])
        {
            var place = subjects.IndexOf(subject);
            if (place < 0)
            {
                if (!agrees)
                {
                    place = FewestIn(triesOfSet);
                    subjects[place] = subject;
                    var fresh = TriesOf(triesOfSet, place);
                    (fresh[0], fresh[1]) = (1, fingerprint);
                    Interlocked.Or(ref WordOf(subject), BitOf(subject));
                }

                return true;
            }

            var tries = TriesOf(triesOfSet, place);
            var count = tries[0];
            if (tries.Slice(1, count).Contains(fingerprint))
            {
                return true;
            }

            if (count >= limit)
            {
                return false;
            }

            if (!agrees)
            {
                tries[++tries[0]] = fingerprint;
            }

            return true;
        }
    }

    private ulong SubjectOf(ReadOnlySpan<ulong> words) =>
        // 0 stands for an empty place.
        XxHash3.HashToUInt64(MemoryMarshal.AsBytes(words), _key) | 1;

    private ulong ContentOf(in GivenRecord record, ulong by)
    {
        var name = XxHash3.HashToUInt64(record.Name.Utf8, _key);
        var rest = ((ulong)(record.BirthDate?.DayNumber ?? 0) << 8) | (ulong)record.Sex;
        Span<ulong> words = [name ^ by ^ _mask, record.FamilyNumber?.RevealNumber() ?? 0, rest, record.Wilayah?.Number ?? 0];
        return XxHash3.HashToUInt64(MemoryMarshal.AsBytes(words), _key);
    }

    private static Span<ushort> TriesOf(Span<ushort> set, int place) => set.Slice(place * Words, Words);

    private static int FewestIn(Span<ushort> set)
    {
        var fewest = 0;
        for (var place = 1; place < Ways; place++)
        {
            if (TriesOf(set, place)[0] < TriesOf(set, fewest)[0])
            {
                fewest = place;
            }
        }

        return fewest;
    }
}
