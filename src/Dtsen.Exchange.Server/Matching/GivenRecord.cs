using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Wilayahs;

namespace Dtsen.Exchange.Server.Matching;

/// <summary>
/// A record, of which <see cref="RecordRules"/> say whether it may be matched. What was not given, or is not what it should be, is null; of
/// text, empty.
/// </summary>
/// <param name="Nik">NIK; null where what was given is none.</param>
/// <param name="Name">Name, as it was written.</param>
/// <param name="FamilyNumber">Nomor KK.</param>
/// <param name="BirthDate">Date of birth.</param>
/// <param name="Sex">Sex; unknown where not given.</param>
/// <param name="Wilayah">Region of domicile.</param>
internal record struct GivenRecord(
    Nik? Nik, GivenName Name, FamilyNumber? FamilyNumber, DateOnly? BirthDate, Sex Sex, WilayahCode? Wilayah)
{
    // A record would print the name.
    public override readonly string ToString() => "a record";
}
