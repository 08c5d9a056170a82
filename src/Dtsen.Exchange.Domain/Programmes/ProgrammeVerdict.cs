namespace Dtsen.Exchange.Domain.Programmes;

/// <summary>What the register says of a family and a programme. The numbers equal those of the proto. None says who is entitled.</summary>
public enum ProgrammeVerdict
{
    /// <summary>The desil lies within the band, and nothing known excludes the family.</summary>
    InBand = 1,

    /// <summary>The desil lies outside the band.</summary>
    OutOfBand = 2,

    /// <summary>The family has no desil yet.</summary>
    NotRanked = 3,

    /// <summary>The desil lies within the band, and something excludes the family.</summary>
    Excluded = 4,

    /// <summary>The desil lies within the band, and something may exclude the family: the owner of the programme has to look.</summary>
    ToBeChecked = 5,

    /// <summary>The programme has no band on the day.</summary>
    NotInForce = 6,
}
