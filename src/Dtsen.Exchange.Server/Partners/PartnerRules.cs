using System.Text.RegularExpressions;
using Dtsen.Exchange.Domain.Variables;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Server.Gate;

namespace Dtsen.Exchange.Server.Partners;

/// <summary>What an agreement may say, and what contradicts itself.</summary>
internal static partial class PartnerRules
{
    /// <summary>In a list of wilayah: the whole nation.</summary>
    public const string Nation = "nation";

    private static readonly string[] Proofs = ["any", "number", "none"];
    private static readonly string[] Audiences = ["first", "all"];
    private static readonly string[] CandidateRules = ["none", "exists", "counts", "hints"];
    private static readonly string[] EndUsers = ["none", "officer", "citizen"];

    /// <summary>Where a list of a file holds a null, which the parser lets pass; null where none does.</summary>
    public static string? FindNull(PartnerFile file)
    {
        for (var row = 0; row < file.Applications.Count; row++)
        {
            var path = $"$.applications[{row}]";
            if (file.Applications[row]?.Agreement is not { } agreement)
            {
                return path;
            }

            foreach (var (name, list) in new[]
            {
                ("scopes", agreement.Scopes), ("wilayah", agreement.Wilayah), ("variables", agreement.Variables),
                ("purposes", agreement.Purposes), ("acting_for.agencies", agreement.ActingFor?.Agencies ?? []),
            })
            {
                if (list.Contains(null!))
                {
                    return $"{path}.agreement.{name}";
                }
            }
        }

        return null;
    }

    /// <summary>Checks one file by itself.</summary>
    public static IEnumerable<PartnerProblem> Check(
        string file, PartnerFile partner, VariableCatalogue catalogue, WilayahTable wilayah) =>
        CheckAgency(file, partner, wilayah)
            .Select(problem => new PartnerProblem(file, "$.agency" + problem.Path, problem.Reason))
            .Concat(partner.Applications.SelectMany((application, row) => CheckApplication(partner.Agency, application, catalogue, wilayah)
                .Select(problem => new PartnerProblem(file, $"$.applications[{row}]{problem.Path}", problem.Reason))));

    /// <summary>Checks what only all files together show.</summary>
    public static IEnumerable<PartnerProblem> CheckTogether(IReadOnlyList<PartnerFile> files)
    {
        var agencies = files.Select(file => file.Agency.Id).ToHashSet(StringComparer.Ordinal);
        var agreements = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            for (var row = 0; row < file.Applications.Count; row++)
            {
                if (!agreements.Add(file.Applications[row].Agreement.Id))
                {
                    yield return new PartnerProblem(
                        file.Agency.Id + ".json",
                        $"$.applications[{row}].agreement.id",
                        "is the number of another agreement too: one agreement an application.");
                }

                foreach (var agency in file.Applications[row].Agreement.ActingFor?.Agencies ?? [])
                {
                    if (!agencies.Contains(agency))
                    {
                        yield return new PartnerProblem(
                            file.Agency.Id + ".json",
                            $"$.applications[{row}].agreement.acting_for.agencies",
                            $"{agency} has no file: add it or take it out.");
                    }
                }
            }
        }
    }

    private static IEnumerable<(string Path, string Reason)> CheckAgency(string file, PartnerFile partner, WilayahTable wilayah)
    {
        var agency = partner.Agency;
        if (!AgencyId().IsMatch(agency.Id))
        {
            yield return (".id", "must be lower-case letters, digits and hyphens.");
        }

        if (file != agency.Id + ".json")
        {
            yield return (".id", $"the file of this agency must be named {agency.Id}.json.");
        }

        if (agency.Name.Length == 0)
        {
            yield return (".name", "must not be empty.");
        }

        if (partner.Applications.Count == 0)
        {
            yield return (".id", "has no application: an agency without one does not take part.");
        }

        if (agency.Wilayah is { } code && !IsKnown(code, wilayah))
        {
            yield return (".wilayah", "is not a Kemendagri code (digits without dots) of the list.");
        }

        foreach (var problem in LimitRules.Check(agency.Limits))
        {
            yield return problem;
        }

        if (partner.Applications.Select(application => application.Id).Distinct(StringComparer.Ordinal).Count()
            != partner.Applications.Count)
        {
            yield return (".id", "two applications of this agency have the same id.");
        }
    }

    private static IEnumerable<(string Path, string Reason)> CheckApplication(
        AgencyEntry agency, ApplicationEntry application, VariableCatalogue catalogue, WilayahTable wilayah)
    {
        if (!ApplicationId().IsMatch(application.Id) || !application.Id.StartsWith(agency.Id + ".", StringComparison.Ordinal))
        {
            yield return (".id", $"must be {agency.Id}. and a name of lower-case letters, digits and hyphens.");
        }

        if (application.Name.Length == 0)
        {
            yield return (".name", "must not be empty.");
        }

        foreach (var (path, reason) in CheckAgreement(agency, application.Agreement, catalogue, wilayah))
        {
            yield return (".agreement" + path, reason);
        }
    }

    private static IEnumerable<(string Path, string Reason)> CheckAgreement(
        AgencyEntry agency, AgreementEntry agreement, VariableCatalogue catalogue, WilayahTable wilayah)
    {
        if (agreement.Id.Length == 0)
        {
            yield return (".id", "must not be empty.");
        }

        if (agreement.Bast.Length == 0)
        {
            yield return (".bast", "must not be empty: every hand-over of data rests on a record.");
        }

        if (agreement.Level is < 1 or > 4)
        {
            yield return (".level", "must be 1 (match only), 2 (aggregates), 3 (pseudonyms) or 4 (BNBA).");
        }

        foreach (var problem in CheckScopes(agreement))
        {
            yield return problem;
        }

        foreach (var problem in CheckWilayah(agency, agreement, wilayah))
        {
            yield return problem;
        }

        for (var row = 0; row < agreement.Variables.Count; row++)
        {
            var name = agreement.Variables[row];
            if (name != VariableCatalogue.Wildcard && catalogue.Find(name) is null)
            {
                yield return ($".variables[{row}]", "is not in the variable catalogue.");
            }
        }

        if (agreement.Level == 1 && agreement.Variables.Count > 0)
        {
            yield return (".variables", "level 1 (match only) reads no variable: make the list empty or raise the level.");
        }

        for (var row = 0; row < agreement.Purposes.Count; row++)
        {
            if (!AgencyId().IsMatch(agreement.Purposes[row]))
            {
                yield return ($".purposes[{row}]", "must be lower-case letters, digits and hyphens.");
            }
        }

        foreach (var (path, value, allowed) in new[]
        {
            (".required_proof", agreement.RequiredProof, Proofs), (".release_audience", agreement.ReleaseAudience, Audiences),
            (".end_user", agreement.EndUser, EndUsers), (".candidates", agreement.Candidates, CandidateRules),
        })
        {
            if (!allowed.Contains(value))
            {
                yield return (path, $"must be {string.Join(", ", allowed[..^1])} or {allowed[^1]}.");
            }
        }

        if (agreement.RequiredProof == "none" && agreement.Wilayah is not [Nation])
        {
            yield return (".required_proof", "none contradicts a wilayah limit: who may not see all must prove what it asks for.");
        }

        if (agreement.ValidUntil < agreement.ValidFrom)
        {
            yield return (".valid_until", "lies before valid_from.");
        }

        foreach (var problem in LimitRules.Check(agreement.Limits))
        {
            yield return problem;
        }

        if (agreement.ActingFor is { Required: true, Wilayah: false, Agencies.Count: 0 })
        {
            yield return (".acting_for.required", "is true, but there is nobody to act for: name agencies or set wilayah to true.");
        }
    }

    private static IEnumerable<(string Path, string Reason)> CheckScopes(AgreementEntry agreement)
    {
        for (var row = 0; row < agreement.Scopes.Count; row++)
        {
            var methods = ServiceList.Methods.Where(method => method.Access.Scope == agreement.Scopes[row]).ToList();
            if (methods.Count == 0)
            {
                yield return ($".scopes[{row}]", "is not a scope of any method.");
            }
            else if (methods.All(method => (int)method.Access.MinLevel > agreement.Level))
            {
                yield return ($".scopes[{row}]", $"can never be used at level {agreement.Level}: raise the level or take the scope out.");
            }

            if (methods.Any(method => method.Access.PurposeRequired) && agreement.Purposes.Count == 0)
            {
                yield return ($".scopes[{row}]", "needs a purpose in every call, and purposes is empty.");
            }
        }

        if (agreement.Scopes.Contains("release.approve")
            && (agreement.Scopes.Contains("release.publish") || agreement.Scopes.Contains("release.upload")))
        {
            yield return (".scopes", "who approves a release must not upload or propose one: four eyes need two applications.");
        }
    }

    private static IEnumerable<(string Path, string Reason)> CheckWilayah(
        AgencyEntry agency, AgreementEntry agreement, WilayahTable wilayah)
    {
        if (agreement.Wilayah.Count == 0)
        {
            yield return (".wilayah", "must be [\"nation\"] or a list of codes.");
        }

        if (agreement.Wilayah is [Nation])
        {
            if (agency.Wilayah is not null)
            {
                yield return (".wilayah", "a Pemda sees its own territory only: name codes within agency.wilayah.");
            }

            yield break;
        }

        for (var row = 0; row < agreement.Wilayah.Count; row++)
        {
            var code = agreement.Wilayah[row];
            if (!IsKnown(code, wilayah))
            {
                yield return ($".wilayah[{row}]", "is not a Kemendagri code (digits without dots) of the list.");
            }
            else if (agency.Wilayah is { } own && !code.StartsWith(own, StringComparison.Ordinal))
            {
                yield return ($".wilayah[{row}]", "lies outside agency.wilayah.");
            }
        }
    }

    private static bool IsKnown(string code, WilayahTable wilayah) =>
        WilayahCode.TryParse(code, out var parsed) && wilayah.Contains(parsed);

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex AgencyId();

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex ApplicationId();
}
