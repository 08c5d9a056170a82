namespace Dtsen.Exchange.Domain.Matching;

/// <summary>A NIK that one slip turns into the number that was given.</summary>
/// <param name="Nik">The NIK.</param>
/// <param name="Slip">The slip.</param>
/// <param name="Position">The digit, 1 to 16 from the left; of two the first.</param>
public readonly record struct NikNeighbour(Nik Nik, NikSlip Slip, int Position);
