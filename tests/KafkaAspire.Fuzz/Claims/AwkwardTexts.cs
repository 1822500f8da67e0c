namespace KafkaAspire.Fuzz.Claims;

/// <summary>Texts that are known to be awkward.</summary>
internal static class AwkwardTexts
{
    /// <summary>All of them.</summary>
    public static readonly string[] All =
    [
        "", " ", "\0", "\n", "\r\n", "\u001b[31m", "null", "{}", "[]", "[[[[", "\"", "\\", "\\u0000", "\\ud800", "\ud83d\ude00", "\ud83d", "ﷺ", "-1", "1e999", "9223372036854775808",
        "NaN", "0x1F", "'; DROP TABLE entries;--", "<script>alert(1)</script>", "%00", "../../etc/passwd", "${jndi:x}", "1,2", ";", "=", "://", ":0", ":65536", "Host=", "Data Source=",
    ];
}
