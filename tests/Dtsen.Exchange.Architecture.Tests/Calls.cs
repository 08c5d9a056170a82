using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Dtsen.Exchange.Architecture.Tests;

/// <summary>Who calls what, read from the compiled code of the project.</summary>
internal static class Calls
{
    /// <summary>Names of the outermost types in which a method is called, or taken as a delegate.</summary>
    /// <param name="isMeant">Is given the full name of the declaring type and the name of the method.</param>
    public static IReadOnlyList<string> To(Func<string, string, bool> isMeant)
    {
        var callers = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var name in Repository.Projects.Keys)
        {
            using var module = ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, Assembly(name)));
            foreach (var method in module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody))
            {
                if (method.Body.Instructions.Any(IsCall))
                {
                    callers.Add(Outermost(method.DeclaringType).FullName);
                }
            }
        }

        return [.. callers];

        bool IsCall(Instruction instruction) =>
            instruction.Operand is MethodReference called && isMeant(called.DeclaringType.FullName, called.Name);
    }

    private static string Assembly(string project) => (project == "Dtsen.Exchange.Cli" ? CliAssembly() : project) + ".dll";

    private static string CliAssembly() =>
        Repository.Projects["Dtsen.Exchange.Cli"].Descendants("AssemblyName").FirstOrDefault()?.Value ?? "Dtsen.Exchange.Cli";

    private static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
