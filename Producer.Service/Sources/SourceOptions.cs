using KafkaAspire.Contracts.Files;
using KafkaAspire.ServiceDefaults.Hosting;

namespace Producer.Service.Sources;

/// <summary>What the generator makes.</summary>
/// <param name="Rate">Messages a second; 0 is as fast as they are acknowledged.</param>
/// <param name="Accounts">How many accounts there are.</param>
/// <param name="Seed">The same seed gives the same transactions, ids included.</param>
/// <param name="Messages">How many to make; 0 is without end.</param>
internal sealed record GenerateOptions(long Rate, int Accounts, int? Seed, long Messages)
{
    public static GenerateOptions Read(IConfiguration configuration) => new(
        configuration.ReadNumber("Producer:Generate:Rate", 100, 0, 100_000_000, "messages/s"),
        (int)configuration.ReadNumber("Producer:Generate:Accounts", 1_000, 2, 100_000_000, "accounts"),
        (int?)configuration.ReadNumber("Producer:Generate:Seed", null, int.MinValue, int.MaxValue, ""),
        configuration.ReadNumber("Producer:Generate:Messages", 0, 0, long.MaxValue, "messages"));
}

/// <summary>Which file is read.</summary>
/// <param name="Path">The file, or <c>-</c> for standard input.</param>
/// <param name="Format">How it is written.</param>
internal sealed record FileSourceOptions(string Path, FileFormat Format)
{
    private static readonly Dictionary<string, FileFormat> Formats = new()
    {
        ["auto"] = FileFormat.Auto,
        ["csv"] = FileFormat.Csv,
        ["jsonl"] = FileFormat.JsonLines,
    };

    /// <exception cref="ServiceSettingException">A value is not allowed, or the path is missing although a file is to be read.</exception>
    public static FileSourceOptions Read(IConfiguration configuration, bool isNeeded)
    {
        string path = configuration.ReadText("Producer:File:Path", "", "a file, or - for standard input; needed with source file");
        if (isNeeded && path.Length == 0)
            throw new ServiceSettingException("Producer:File:Path is not set; the path of a CSV or JSON Lines file is needed, or - for standard input");
        return new(path, configuration.ReadChoice("Producer:File:Format", "auto", Formats));
    }
}
