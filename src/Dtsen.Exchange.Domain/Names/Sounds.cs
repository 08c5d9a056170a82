using System.Runtime.Intrinsics;

namespace Dtsen.Exchange.Domain.Names;

/// <summary>
/// How often a word has each sound, in whichever order. Letters that may stand for each other at less than a plain edit in
/// <see cref="SpellingDistance"/> are of one sound, so that each letter for which the other word has none costs an edit at least.
/// </summary>
internal struct Sounds
{
    // By place in the alphabet: vowels, then J Y Z S C K G, D T, B P W, M N, and each other letter by itself; the last is any other.
    private static readonly Vector128<byte>[] OfLetters = Make("AEIOU", "JYZSCKG", "DT", "BPW", "MN", "F", "H", "L", "Q", "R", "V", "X");

    private Vector128<byte> _all;
    private Vector128<byte> _firm;

    /// <summary>Counts a letter.</summary>
    /// <param name="place">Its place in the alphabet, from 0.</param>
    /// <param name="isFirm">Whether to leave it out costs an edit at least.</param>
    public void Add(int place, bool isFirm)
    {
        var sound = OfLetters[place];
        _all += sound;
        _firm += isFirm ? sound : default;
    }

    /// <summary>How many letters this word has, of those that are firm, beyond what the other has of their sound.</summary>
    public readonly int Beyond(Sounds other) => Vector128.Sum(Vector128.Max(_firm, other._all) - other._all);

    private static Vector128<byte>[] Make(params string[] sounds)
    {
        var letters = new Vector128<byte>['Z' - 'A' + 2];
        for (var place = 0; place < letters.Length; place++)
        {
            var sound = Array.FindIndex(sounds, letters => letters.Contains((char)('A' + place)));
            letters[place] = Vector128<byte>.Zero.WithElement(sound < 0 ? sounds.Length : sound, (byte)1);
        }

        return letters;
    }
}
