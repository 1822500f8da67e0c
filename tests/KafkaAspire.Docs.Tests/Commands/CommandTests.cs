using KafkaAspire.Docs.Tests.Pages;
using KafkaAspire.Standalone.CommandLine;

namespace KafkaAspire.Docs.Tests.Commands;

/// <summary>Every command that a page shows does what the page says. A translation's are the same, so it is not run once more.</summary>
public sealed class CommandTests
{
    // The pages whose commands are run; those of all others are looked at only.
    private static readonly string[] Run = ["README.md", "docs/tour.md", "docs/operate.md", "CONTRIBUTING.md"];

    public static TheoryData<string> PagesToRun => [.. Run];

    public static TheoryData<string> AllPages => [.. Page.Paths];

    [Theory]
    [MemberData(nameof(PagesToRun))]
    public async Task They_run_and_print_what_the_page_shows(string path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a shell");
        var commands = PageCommands.Of(Page.Read(path)).Where(command => !command.Info.EndsWith(PageCommands.Elsewhere, StringComparison.Ordinal)).ToList();
        bool withKafka = commands.Exists(command => command.Info.EndsWith(PageCommands.Kafka, StringComparison.Ordinal));
        Assert.SkipWhen(withKafka && !HasKafka, "needs Apache Kafka: set KAFKA_HOME");
        await using var session = new PageSession(withKafka);
        foreach (var command in commands)
            await session.TypeAsync(command);
        await session.EndAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [MemberData(nameof(AllPages))]
    public async Task Those_of_run_have_options_that_there_are_and_those_of_dotnet_projects(string path)
    {
        foreach (var command in PageCommands.Of(Page.Read(path)))
        {
            string[] words = Words(command.Text);
            if (words is ["./run", ..] && !words.Contains("--help") && !words.Contains("--input"))
            {
                bool isRead = words.Contains("--completion");
                // --keep would make its directory.
                await RunCommand.InvokeAsync([.. words.Skip(1).Where((word, index) => word != "--keep" && words[index] != "--keep")], _ =>
                {
                    isRead = true;
                    return Task.FromResult(0);
                });
                Assert.True(isRead, command.ToString());
            }
            if (Array.IndexOf(words, "--project") is > 0 and int at)
                Assert.True(Directory.Exists(WorkingCopy.PathOf(words[at + 1])), command.ToString());
        }
    }

    private static bool HasKafka => Environment.GetEnvironmentVariable("KAFKA_HOME") is { Length: > 0 };

    private static string[] Words(string command) =>
        [.. command.Split('"').SelectMany((part, index) => index % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
}
