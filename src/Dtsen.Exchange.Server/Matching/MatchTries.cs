using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Names;
using Dtsen.Exchange.Domain.Partners;

namespace Dtsen.Exchange.Server.Matching;

/// <summary>
/// How many records with the same NIK an agency has tried today that differ and do not agree with the register: who may try until a field
/// agrees, reads it. Kept on this node alone, in bounded memory: hashes under a key of this process, no number and no name. Where there is
/// no room, the person with the fewest tries gives way, so that somebody who is tried on and on is not forgotten. Safe for several threads.
/// </summary>
/// <param name="time">Clock.</param>
/// <param name="setBits">
/// Room for 8 &#183; 2^n people in a day; by default a million, 24 MB, which the first of them takes.
/// </param>
internal sealed class MatchTries(TimeProvider time, int setBits = 17)
{
    private const int Ways = 8;
    private const int Locks = 64;
    private const int Words = 1 + DefaultLimits.MostMatchTriesPerDay;

    private readonly long _key = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
    private readonly ulong _mask = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
    private readonly Lock[] _locks = [.. Enumerable.Range(0, Locks).Select(_ => new Lock())];
    private volatile DayOfTries? _today;

    /// <summary>The hash of an agency, by which its tries are told from others'.</summary>
    public ulong AgencyOf(string id) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(id.AsSpan()), _key);

    /// <summary>
    /// Counts a record. One that agrees is not counted, and one that was counted before is not counted again; none is admitted where the
    /// limit is reached, whether it agrees or not.
    /// </summary>
    /// <param name="agency">As <see cref="AgencyOf"/> gives it.</param>
    /// <param name="nik">NIK of the record.</param>
    /// <param name="record">What is said of the person.</param>
    /// <param name="limit">Records that are counted, at most seven.</param>
    /// <param name="agrees">Whether all of it agrees with the register.</param>
    /// <param name="by">Number by which the person was found, where it is not their own.</param>
    /// <returns>Whether its result may be told.</returns>
    public bool Admit(ulong agency, Nik nik, in GivenRecord record, int limit, bool agrees, ulong by = 0) =>
        Admit(Hash(nik.RevealNumber(), agency, 0, 0), (ushort)ContentOf(record, by), limit, agrees);

    /// <summary>
    /// Counts a record without a NIK. What it has in common with others is the name, in the same words however spelt, and the kabupaten or
    /// the date of birth: whoever knows two of the three must not try one after another of the third.
    /// </summary>
    /// <param name="agency">As <see cref="AgencyOf"/> gives it.</param>
    /// <param name="kabupaten">Kabupaten or kota of the record's wilayah.</param>
    /// <param name="record">What is said of the person.</param>
    /// <param name="limit">Records that are counted, at most seven.</param>
    /// <param name="found">Whether it led to somebody: then it is not counted.</param>
    /// <returns>Whether its result may be told.</returns>
    public bool AdmitWithoutNik(ulong agency, ulong kabupaten, in GivenRecord record, int limit, bool found)
    {
        Span<char> key = stackalloc char[NameKey.MaxLength];
        key = key[..NameKey.Write(record.Name, key)];
        var name = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(key), _key);
        var content = (ushort)ContentOf(record, 0);
        return Admit(Hash(name, agency, kabupaten, 1), content, limit, found)
            & Admit(Hash(name, agency, (ulong)record.BirthDate!.Value.DayNumber, 2), content, limit, found);
    }

    private bool Admit(ulong subject, ushort fingerprint, int limit, bool agrees)
    {
        // 0 stands for an empty place.
        subject |= 1;
        var set = (int)(subject >> (64 - setBits));
        var day = Today();
        lock (_locks[set % Locks])
        {
            var subjects = day.Subjects.AsSpan(set * Ways, Ways);
            var place = subjects.IndexOf(subject);
            if (place < 0)
            {
                if (!agrees)
                {
                    place = day.FewestIn(set);
                    subjects[place] = subject;
                    var fresh = day.TriesOf(set, place);
                    (fresh[0], fresh[1]) = (1, fingerprint);
                }

                return true;
            }

            var tries = day.TriesOf(set, place);
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

    private ulong ContentOf(in GivenRecord record, ulong by)
    {
        var name = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(record.Name.AsSpan()), _key);
        var rest = ((ulong)(record.BirthDate?.DayNumber ?? 0) << 8) | (ulong)record.Sex;
        return Hash(name ^ by, record.FamilyNumber?.RevealNumber() ?? 0, rest, record.Wilayah?.Number ?? 0);
    }

    private ulong Hash(ulong first, ulong second, ulong third, ulong fourth)
    {
        Span<ulong> words = [first ^ _mask, second, third, fourth];
        return XxHash3.HashToUInt64(MemoryMarshal.AsBytes(words), _key);
    }

    private DayOfTries Today()
    {
        var date = Wib.Today(time);
        if (_today is { } today && today.Date == date)
        {
            return today;
        }

        lock (_locks[0])
        {
            return _today?.Date == date ? _today : _today = new DayOfTries(date, Ways << setBits);
        }
    }

    private sealed class DayOfTries(DateOnly date, int capacity)
    {
        /// <summary>For each subject the number of tries, and behind it a fingerprint of each.</summary>
        private readonly ushort[] _tries = new ushort[capacity * Words];

        public DateOnly Date => date;

        /// <summary>Hashes of agency and NIK, in sets of eight.</summary>
        public ulong[] Subjects { get; } = new ulong[capacity];

        public Span<ushort> TriesOf(int set, int place) => _tries.AsSpan(((set * Ways) + place) * Words, Words);

        public int FewestIn(int set)
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
}
