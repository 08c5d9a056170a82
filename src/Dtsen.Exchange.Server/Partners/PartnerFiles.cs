using System.Text.Json;
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
                if (JsonSerializer.Deserialize<PartnerFile>(File.ReadAllBytes(path), PartnerSet.Json) is not { } file)
                {
                    problems.Add(new PartnerProblem(name, "$", "the file must hold an object with agency and applications."));
                    continue;
                }

                problems.AddRange(PartnerRules.Check(name, file, catalogue, wilayah));
                files.Add(file);
            }
            catch (JsonException problem)
            {
                problems.Add(new PartnerProblem(name, problem.Path ?? "$", ReasonOf(problem)));
            }
            catch (IOException)
            {
                problems.Add(new PartnerProblem(name, "$", "the file cannot be read: is it being written?"));
            }
        }

        problems.AddRange(PartnerRules.CheckTogether(files));
        if (files.Count == 0 && problems.Count == 0)
        {
            problems.Add(new PartnerProblem(folder, "$", "no *.json file: an exchange without partners serves nobody."));
        }

        return problems.Count == 0 ? new PartnerFilesResult(new PartnerSet(files), []) : new PartnerFilesResult(null, problems);
    }

    /// <summary>The parser's reason without its repetition of path and position.</summary>
    private static string ReasonOf(JsonException problem)
    {
        var text = problem.Message;
        var cut = text.IndexOf(" Path: ", StringComparison.Ordinal);
        var reason = cut < 0 ? text : text[..cut];
        return problem.LineNumber is { } line ? $"line {line + 1}: {reason}" : reason;
    }
}
