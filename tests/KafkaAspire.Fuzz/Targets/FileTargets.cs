using KafkaAspire.Contracts.Files;
using KafkaAspire.Fuzz.Claims;

namespace KafkaAspire.Fuzz.Targets;

/// <summary>Files of transactions.</summary>
internal static class FileTargets
{
    /// <summary>CSV.</summary>
    public static readonly FuzzTarget Csv = new("csv", bytes => FileClaims.CountEveryLine(bytes, FileFormat.Csv),
        [
            "id,account,kind,counter_account,amount,currency,time\n,ACC-1,deposit,,1050,EUR,\n,\"ACC-1, \"\"the first\"\"\",transfer,ACC-2,5,USD,2026-11-24T10:00:00Z\r\n"u8.ToArray(),
            "\uFEFFAccount,Kind,Amount,Currency\r\nACC-1,withdrawal,1,EUR\r\n\r\nACC-1,deposit,x,EUR"u8.ToArray(),
        ],
        "id", "account", "kind", "counter_account", "amount", "currency", "time", "deposit", "withdrawal", "transfer", "\"\"", "\",\"", "\r\n", "\uFEFF");

    /// <summary>JSON Lines.</summary>
    public static readonly FuzzTarget JsonLines = new("json-lines", bytes => FileClaims.CountEveryLine(bytes, FileFormat.JsonLines),
        [[.. MessageTargets.Right, (byte)'\n', .. MessageTargets.Right, (byte)'\r', (byte)'\n'], "{\"account\":\"ACC-1\",\"kind\":\"deposit\",\"amount\":1,\"currency\":\"EUR\"}\n\nnull\n[]"u8.ToArray()],
        [.. MessageTargets.Words, "\r\n", "\uFEFF"]);
}
