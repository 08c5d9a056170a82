using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Dtsen.Exchange.Domain;

namespace Dtsen.Exchange.Server.Matching;

/// <summary>Tries of this day and agencies that try. Safe for several threads.</summary>
/// <param name="time">Clock.</param>
/// <param name="setBits">
/// Room for 8 &#183; 2^n people in a day; by default a million, 24 MB, which the first of them takes.
/// </param>
internal sealed class MatchTries(TimeProvider time, int setBits = 17)
{
    private readonly long _key = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
    private readonly Lock _lock = new();
    private volatile TriesOfDay? _today;

    /// <summary>The hash of an agency, by which its tries are told from others'.</summary>
    public ulong AgencyOf(string id) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(id.AsSpan()), _key);

    /// <summary>Tries of today (WIB). A call, or a page, counts on the day on which it begins.</summary>
    public TriesOfDay Today()
    {
        if (_today is { } today && today.Date == Wib.Today(time))
        {
            return today;
        }

        lock (_lock)
        {
            // Who has waited here over midnight must not bring the day before back.
            var date = Wib.Today(time);
            return _today?.Date == date ? _today : _today = new TriesOfDay(date, setBits);
        }
    }
}
