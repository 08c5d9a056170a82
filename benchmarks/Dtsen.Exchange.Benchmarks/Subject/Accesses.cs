using System.Security.Cryptography;
using Dtsen.Exchange.Server.AccessLogs;

namespace Dtsen.Exchange.Benchmarks.Subject;

/// <summary>Who was asked for in which entry: made from a seed, the same each time it is gone through.</summary>
/// <param name="count">Kept subjects.</param>
/// <param name="seed">Seed.</param>
internal sealed class Accesses(int count, int seed) : IDisposable
{
    /// <summary>Subjects of an entry, as of a bulk.</summary>
    public const int PerEntry = 1_000;

    private const int AccessesPerPerson = 4;

    private readonly SubjectKey _key = new(SHA256.HashData(BitConverter.GetBytes(seed)));

    public int Count => count;

    /// <summary>People of whom they are; each is asked for some times, by chance.</summary>
    public int People => Math.Max(1, count / AccessesPerPerson);

    /// <summary>The subjects of each entry, in order of the entries, as the log keeps them: hashed, rising, each once.</summary>
    /// <remarks>The array is used again for the next.</remarks>
    public IEnumerable<ArraySegment<ulong>> Entries()
    {
        var chance = new Random(seed);
        var subjects = new ulong[PerEntry];
        for (var left = count; left > 0; left -= PerEntry)
        {
            var size = Math.Min(PerEntry, left);
            for (var i = 0; i < size; i++)
            {
                subjects[i] = NumberOf(chance.Next(People));
            }

            _key.Hash(subjects.AsSpan(0, size), subjects.AsSpan(0, size));
            Array.Sort(subjects, 0, size);
            yield return new ArraySegment<ulong>(subjects, 0, Distinct(subjects, size));
        }
    }

    /// <summary>Somebody who may have been asked for.</summary>
    public ulong Draw(Random chance) => _key.HashOf(NumberOf(chance.Next(People)));

    /// <summary>Somebody who was not.</summary>
    public ulong Stranger(Random chance) => _key.HashOf(NumberOf(People + chance.Next(People)));

    public void Dispose() => _key.Dispose();

    private static ulong NumberOf(int person) => 1_101_010_101_010_001UL + (ulong)person;

    private static int Distinct(ulong[] sorted, int size)
    {
        var kept = 1;
        for (var i = 1; i < size; i++)
        {
            if (sorted[i] != sorted[kept - 1])
            {
                sorted[kept++] = sorted[i];
            }
        }

        return kept;
    }
}
