namespace Dtsen.Exchange.Benchmarks.Quality;

/// <summary>What is true of a record and the NIK in it.</summary>
internal enum Truth
{
    /// <summary>The NIK is that of the person whom the record is about.</summary>
    Same,

    /// <summary>The person's NIK was miswritten by one digit, or two neighbouring digits were exchanged.</summary>
    Slip,

    /// <summary>The NIK is another person's.</summary>
    Other,
}
