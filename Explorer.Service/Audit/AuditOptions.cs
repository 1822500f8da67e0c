using KafkaAspire.ServiceDefaults.Hosting;

namespace Explorer.Service.Audit;

/// <summary>What the audit is told of its sources.</summary>
/// <param name="Journal"><c>Explorer:Journal</c>, the directory of the producers' journals; empty where there is none.</param>
/// <param name="Effects"><c>Explorer:Effects</c>, where effects are looked for.</param>
/// <param name="Group">The consumer group whose offsets are asked for where effects and offsets are not settled together: the first known one.</param>
internal sealed record AuditOptions(string Journal, EffectChoice Effects, string Group)
{
    private static readonly Dictionary<string, EffectChoice> Choices = new()
    {
        ["auto"] = EffectChoice.Auto,
        ["ledger"] = EffectChoice.Ledger,
        ["settlements"] = EffectChoice.Settlements,
    };

    /// <exception cref="ServiceSettingException">A value is not allowed.</exception>
    public static AuditOptions Read(IConfiguration configuration, ExplorerOptions options) => new(
        configuration.ReadText("Explorer:Journal", "", "a directory"),
        configuration.ReadChoice("Explorer:Effects", "auto", Choices),
        options.KnownGroupIds.FirstOrDefault() ?? "ledger");
}

/// <summary>Where effects are looked for.</summary>
internal enum EffectChoice
{
    /// <summary>In the ledger, unless it has no entries and the topic of settlements has records.</summary>
    Auto,

    /// <summary>In the ledger.</summary>
    Ledger,

    /// <summary>In the topic of settlements.</summary>
    Settlements,
}
