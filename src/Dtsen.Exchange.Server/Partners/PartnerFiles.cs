using System.Text.Json;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Variables;
using Dtsen.Exchange.Domain.Wilayahs;

namespace Dtsen.Exchange.Server.Partners;

/// <summary>Reads the files of <c>config/partners</c>. They are accepted together or not at all.</summary>
public static class PartnerFiles
{
    /// <summary>Reads every <c>*.json</c> of a folder, each file an agency under its id.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="catalogue">Variables that agreements may name.</param>
    /// <param name="wilayah">Regions that agreements may name.</param>
    public static PartnerFilesResult Load(string folder, VariableCatalogue catalogue, WilayahTable wilayah)
    {
        var files = new List<PartnerFile>();
        var problems = new List<PartnerProblem>();
        if (!Directory.Exists(folder))
        {
            return new PartnerFilesResult(null, [new PartnerProblem(folder, "$", "the folder does not exist.")]);
        }

        foreach (var path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(path);
            try
            {
                if (JsonSerializer.Deserialize<PartnerFile>(File.ReadAllBytes(path), StrictJson.Options) is not { } file)
                {
                    problems.Add(new PartnerProblem(name, "$", "the file must hold an object with agency and applications."));
                    continue;
                }

                if (PartnerRules.FindNull(file) is { } hole)
                {
                    problems.Add(new PartnerProblem(name, hole, "must not be null."));
                    continue;
                }

                problems.AddRange(PartnerRules.Check(name, file, catalogue, wilayah));
                files.Add(file);
            }
            catch (JsonException problem)
            {
                problems.Add(new PartnerProblem(name, problem.Path ?? "$", ReasonOf(problem)));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                problems.Add(new PartnerProblem(name, "$", "the file cannot be read: is it being written, and may the exchange read it?"));
            }
        }

        if (problems.Count == 0)
        {
            problems.AddRange(files.Count > 0
                ? PartnerRules.CheckTogether(files)
                : [new PartnerProblem(folder, "$", "no *.json file: an exchange without partners serves nobody.")]);
        }

        return problems.Count == 0 ? new PartnerFilesResult(new PartnerSet(files), []) : new PartnerFilesResult(null, problems);
    }

    /// <summary>The parser's reason in words of the schema rather than of .NET, without its repetition of path and position.</summary>
    private static string ReasonOf(JsonException problem)
    {
        const string Missing = "was missing required properties including: ";
        var text = problem.Message;
        var cut = text.IndexOf(" Path: ", StringComparison.Ordinal);
        text = cut < 0 ? text : text[..cut];
        var missing = text.IndexOf(Missing, StringComparison.Ordinal);
        var reason = missing >= 0 ? $"lacks {text[(missing + Missing.Length)..]}"
            : text.Contains("could not be mapped to any .NET member", StringComparison.Ordinal) ? "is not a property of the schema."
            : text.Contains("could not be converted to", StringComparison.Ordinal) ? "is not a value of the kind that the schema names."
            : text.Contains("doesn't allow null", StringComparison.Ordinal) ? "must not be null."
            : text;
        return problem.LineNumber is { } line ? $"line {line + 1}: {reason}" : reason;
    }
}
