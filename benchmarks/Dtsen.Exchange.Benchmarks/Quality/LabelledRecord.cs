namespace Dtsen.Exchange.Benchmarks.Quality;

/// <summary>A record as an agency sends it, and what is true of it.</summary>
/// <param name="Truth">The label.</param>
/// <param name="Case">How the record came about, for the table.</param>
/// <param name="Number">The digits in the place of the NIK.</param>
/// <param name="Person">Whom it is about.</param>
/// <param name="Name">The name in it.</param>
/// <param name="Born">The date of birth in it; null where none is sent.</param>
/// <param name="Woman">The sex in it; null where none is sent.</param>
/// <param name="Family">The family by the nomor KK in it; null where none is sent, -1 for one that nobody has any more.</param>
internal sealed record LabelledRecord(
    Truth Truth, string Case, ulong Number, Resident Person, string Name, DateOnly? Born, bool? Woman, int? Family);
