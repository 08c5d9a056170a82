using Dtsen.Exchange.Contracts.Partner.V1;
using Dtsen.Exchange.Sandbox.World;

namespace Dtsen.Exchange.Sandbox.Story;

/// <summary>A PKI, an exchange and its authority, and the agreements by which applications are judged.</summary>
internal static class TheExchange
{
    public static async Task TellAsync(Scene scene, CancellationToken cancellation)
    {
        var (narrator, world) = (scene.Narrator, scene.World);
        narrator.Chapter("An exchange, and who may use it");
        narrator.Say(
            $"Everything lies in {world.Folder}. A certificate authority was made there, and a certificate for each application. The "
            + $"exchange answers at {world.Node.Address}, the authority that gives out tokens at {world.Node.Authority}. Nobody gets "
            + "through without both: a certificate, and a token that is bound to it. What an application may do stands in its agreement, "
            + "one file an agency, in the folder config/partners. BPKP, the auditor, may read all of them, and nothing of anybody:");
        var auditor = world.ClientOf(Question.Bpkp.Application).Partner;
        var response = await auditor.ListPartnersAsync(new ListPartnersRequest { PageSize = 1_000 }, cancellationToken: cancellation);
        var rows = response.Partners.SelectMany(partner => partner.Applications).Select(RowOf).ToList();
        narrator.Show(["Application", "Level", "Wilayah", "Variables", "Proof", "Must say besides", "Sees releases"], rows);
        var isWhole = rows.Count == world.Applications.Count;
        scene.Note("The auditor read every agreement over mTLS with a token", $"{rows.Count} applications", isWhole);
    }

    private static string[] RowOf(Application application)
    {
        var agreement = application.Agreement;
        return
        [
            application.Id,
            Words.Of((int)agreement.Level),
            agreement.WholeNation ? "nation" : Words.Of(agreement.WilayahCodes),
            Words.Of(agreement.Variables),
            agreement.RequiredProof.ToString().ToLowerInvariant(),
            MustSay(agreement),
            agreement.ReleaseAudience.ToString().ToLowerInvariant(),
        ];
    }

    private static string MustSay(Agreement agreement)
    {
        var words = new List<string>();
        if (agreement.Purposes.Count > 0)
        {
            words.Add("purpose");
        }

        if (agreement.ActingPartyRequired)
        {
            words.Add("wilayah it acts for");
        }

        if (agreement.EndUser != EndUserRule.Unspecified)
        {
            words.Add(agreement.EndUser.ToString().ToLowerInvariant());
        }

        return Words.Of(words);
    }
}
