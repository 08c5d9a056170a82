using Dtsen.Exchange.Domain;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>
/// What a call, or a page of a stream, asked for and what became of it. The service writes it, number by number; the gate's record and
/// quotas read it. Not safe for several threads.
/// </summary>
internal sealed class Tally
{
    /// <summary>In a subject: the number is a nomor KK, not a NIK. No number of 16 digits reaches this bit.</summary>
    public const ulong FamilyBit = 1UL << 63;

    private const int FewSubjects = 4;

    private ulong[] _subjects = [];
    private int _subjectCount;
    private int _chargedSubjects;
    private int _chargedMisses;

    /// <summary>Numbers asked for, with those that were refused.</summary>
    public int Asked => Found + Missed + Refused;

    /// <summary>Of them answered.</summary>
    public int Found { get; private set; }

    /// <summary>Of them answered NOT_FOUND, for whichever reason.</summary>
    public int Missed { get; private set; }

    /// <summary>Of them refused because the query breaks a rule: nothing was looked up.</summary>
    public int Refused { get; private set; }

    /// <summary>The numbers that were looked up, a nomor KK with <see cref="FamilyBit"/>.</summary>
    public ReadOnlyMemory<ulong> Subjects => _subjects.AsMemory(0, _subjectCount);

    /// <summary>Makes room for so many numbers.</summary>
    public void Expect(int count)
    {
        if (_subjects.Length < count)
        {
            Array.Resize(ref _subjects, count);
        }
    }

    /// <summary>A NIK was looked up.</summary>
    public void Count(Nik nik, bool found) => Count(nik.RevealNumber(), found);

    /// <summary>A nomor KK was looked up.</summary>
    public void Count(FamilyNumber familyNumber, bool found) => Count(familyNumber.RevealNumber() | FamilyBit, found);

    /// <summary>A query was refused by itself.</summary>
    public void CountRefused() => Refused++;

    /// <summary>What was given is no number, and was looked for all the same; nobody was found by it.</summary>
    public void CountMissed() => Missed++;

    /// <summary>Begins the next page.</summary>
    public void Clear() => Found = Missed = Refused = _subjectCount = _chargedSubjects = _chargedMisses = 0;

    /// <summary>What was looked up and missed since the last time, for quotas: each number is charged once.</summary>
    public (ReadOnlyMemory<ulong> Subjects, int Missed) TakeUncharged()
    {
        var uncharged = (Subjects[_chargedSubjects..], Missed - _chargedMisses);
        _chargedSubjects = _subjectCount;
        _chargedMisses = Missed;
        return uncharged;
    }

    private void Count(ulong subject, bool found)
    {
        if (_subjectCount == _subjects.Length)
        {
            Expect(Math.Max(2 * _subjectCount, FewSubjects));
        }

        _subjects[_subjectCount++] = subject;
        if (found)
        {
            Found++;
        }
        else
        {
            Missed++;
        }
    }
}
