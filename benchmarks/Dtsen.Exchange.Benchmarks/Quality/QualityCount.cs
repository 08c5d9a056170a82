using Dtsen.Exchange.Domain.Matching;

namespace Dtsen.Exchange.Benchmarks.Quality;

/// <summary>What a measure got right at a threshold.</summary>
internal sealed class QualityCount
{
    private int _padanRight;
    private int _taken;
    private int _same;
    private int _sameFound;
    private int _slip;
    private int _slipFound;
    private int _possible;
    private int _possibleRight;

    /// <summary>Of PADAN, how many are of the person with the NIK.</summary>
    public double PadanPrecision => Share(_padanRight, Padan);

    /// <summary>The same of PADAN and PADAN_DENGAN_CATATAN together.</summary>
    public double TakenPrecision => Share(_sameFound, _taken);

    /// <summary>Of records with the person's NIK, how many are PADAN or PADAN_DENGAN_CATATAN.</summary>
    public double PadanRecall => Share(_sameFound, _same);

    /// <summary>
    /// Of KEMUNGKINAN_SALAH_TULIS, how many point at what is wrong: at the NIK where it is not the person's, at the name where it is.
    /// </summary>
    public double PossiblePrecision => Share(_possibleRight, _possible);

    /// <summary>Of records with a slip in the NIK, name and date of birth, how many are KEMUNGKINAN_SALAH_TULIS.</summary>
    public double PossibleRecall => Share(_slipFound, _slip);

    /// <summary>How many are PADAN.</summary>
    public int Padan { get; private set; }

    /// <summary>PADAN of somebody else.</summary>
    public int WronglyPadan => Padan - _padanRight;

    /// <summary>Counts a record.</summary>
    public void Add(LabelledRecord record, Judgement judgement, int threshold)
    {
        var outcome = judgement.At(threshold);
        var right = record.Truth == Truth.Same;
        Padan += outcome == MatchOutcome.Padan ? 1 : 0;
        _padanRight += outcome == MatchOutcome.Padan && right ? 1 : 0;
        _same += right ? 1 : 0;
        var taken = outcome is MatchOutcome.Padan or MatchOutcome.PadanDenganCatatan;
        _taken += taken ? 1 : 0;
        _sameFound += right && taken ? 1 : 0;
        var possible = outcome == MatchOutcome.KemungkinanSalahTulis;
        _possible += possible ? 1 : 0;
        _possibleRight += possible && judgement.PointsAtNik(threshold) != right ? 1 : 0;
        if (record.Truth == Truth.Slip && record.Born is not null)
        {
            _slip++;
            _slipFound += possible ? 1 : 0;
        }
    }

    private static double Share(int part, int all) => all == 0 ? 0 : (double)part / all;
}
