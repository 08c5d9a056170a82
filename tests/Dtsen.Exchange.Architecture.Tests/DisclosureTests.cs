namespace Dtsen.Exchange.Architecture.Tests;

/// <summary>
/// Where a NIK or a nomor KK leaves its mask. Whoever adds a place here says by that: the value goes no further than it must, and never
/// into a log, an error, a metric or the name of a file.
/// </summary>
public class DisclosureTests
{
    private static readonly string[] Allowed =
    [
        // The key of what events say, in memory.
        "Dtsen.Exchange.Register.Current.EventState",

        // The key and the cells of a row, in files that only we write.
        "Dtsen.Exchange.Register.Current.PopulationView",
        "Dtsen.Exchange.Register.Families.FamilyLayout",
        "Dtsen.Exchange.Register.Families.FamilyTable",
        "Dtsen.Exchange.Register.History.HistoryTable",
        "Dtsen.Exchange.Register.People.PeopleTable",
        "Dtsen.Exchange.Register.People.PersonLayout",

        // Sorted runs of a release that is being sealed, and what its rules compare.
        "Dtsen.Exchange.Register.Releases.AmendedFamilies",
        "Dtsen.Exchange.Register.Releases.AmendmentCheck",
        "Dtsen.Exchange.Register.Releases.ContentCheck",
        "Dtsen.Exchange.Register.Releases.FamilyRuns",
        "Dtsen.Exchange.Register.Releases.KabupatenUpload",
        "Dtsen.Exchange.Register.Releases.KeptFamilies",
        "Dtsen.Exchange.Register.Releases.NumberRule",
        "Dtsen.Exchange.Register.Releases.ReleaseCheck",
        "Dtsen.Exchange.Register.Releases.SetAsideList",

        // What goes into a keyed hash, and a proof that is compared with a row.
        "Dtsen.Exchange.Server.AccessLogs.AccessRecorder",
        "Dtsen.Exchange.Server.Desil.CitizenHash",
        "Dtsen.Exchange.Server.Desil.DesilLookup",
        "Dtsen.Exchange.Server.Gate.Tally",
        "Dtsen.Exchange.Server.Matching.MatchLookup",
        "Dtsen.Exchange.Server.Matching.TriesOfDay",
    ];

    [Fact]
    public void A_number_is_revealed_only_where_it_is_known_to_be() => Assert.Equal(
        Allowed,
        Calls.To((type, method) =>
            type is "Dtsen.Exchange.Domain.Nik" or "Dtsen.Exchange.Domain.FamilyNumber" && method is "Reveal" or "RevealNumber"));
}
