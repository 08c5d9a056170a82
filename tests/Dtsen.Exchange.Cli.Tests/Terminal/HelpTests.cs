using System.CommandLine;
using Dtsen.Exchange.Cli.Terminal;

namespace Dtsen.Exchange.Cli.Tests.Terminal;

public class HelpTests
{
    public static TheoryData<string> Commands() => [.. All(Program.Root(), "").Select(command => command.Path)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_has_a_description_and_examples(string path)
    {
        var command = Find(path);

        Assert.NotEmpty(command.Description!);
        Assert.NotEmpty(command.Examples);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_option_and_argument_says_what_it_is(string path)
    {
        var command = Find(path);

        Assert.All(command.Options, option => Assert.False(string.IsNullOrEmpty(option.Description), option.Name));
        Assert.All(command.Arguments, argument => Assert.False(string.IsNullOrEmpty(argument.Description), argument.Name));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_example_is_a_command_line_that_is_understood(string path)
    {
        foreach (var example in Find(path).Examples)
        {
            var root = Program.Root();
            root.Options.Add(CommandLine.Json);
            var parse = root.Parse(example.Split('>')[0]);

            Assert.True(parse.Errors.Count == 0, $"{example}: {string.Join(' ', parse.Errors.Select(error => error.Message))}");
            Assert.StartsWith(path, example);
        }
    }

    [Fact]
    public async Task Help_ends_with_the_examples()
    {
        var result = (await Dtsen.RunAsync("nik", "check", "--help")).Ended(0);

        Assert.Contains("Examples:", result.Output);
        Assert.Contains("dtsen nik check --file", result.Output);
        Assert.Empty(result.Error);
    }

    private static CliCommand Find(string path)
    {
        Command command = Program.Root();
        foreach (var word in path.Split(' '))
        {
            command = command.Subcommands.Single(child => child.Name == word);
        }

        return Assert.IsType<CliCommand>(command);
    }

    private static IEnumerable<(string Path, Command Command)> All(Command command, string path) =>
        command.Subcommands.SelectMany(child =>
        {
            var childPath = $"{path} {child.Name}".TrimStart();
            return All(child, childPath).Prepend((childPath, child));
        });
}
