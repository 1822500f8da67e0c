using System.Globalization;
using System.Text;

namespace KafkaAspire.LocalCluster;

/// <summary>Writes files as java.util.Properties reads them.</summary>
internal static class JavaProperties
{
    /// <summary>A line for each property. A backslash (Windows paths) escapes, and anything outside ASCII is escaped.</summary>
    public static string ToText(IReadOnlyDictionary<string, string> properties)
    {
        var text = new StringBuilder();
        foreach ((string key, string value) in properties)
        {
            text.Append(key).Append('=');
            foreach (char character in value)
                _ = character is '\\' ? text.Append(@"\\")
                    : character is < ' ' or > '~' ? text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}")
                    : text.Append(character);
            text.Append('\n');
        }
        return text.ToString();
    }
}
