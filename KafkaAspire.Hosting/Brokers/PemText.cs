using System.Security.Cryptography;

namespace KafkaAspire.Hosting.Brokers;

/// <summary>Keys and certificates as PEM (RFC 7468), in the forms that brokers and clients take.</summary>
internal static class PemText
{
    private const string Certificate = "CERTIFICATE", Key = "PRIVATE KEY";

    /// <summary>
    /// A node's private key and certificates as the value of one line in a properties file, whose reader turns <c>\n</c> back into a line's end. Kafka takes
    /// what it needs out of it, for its key store and its trust store.
    /// </summary>
    /// <param name="text">The key (PKCS #8, not encrypted) and the certificates, the node's own first and its authority's last.</param>
    /// <param name="name">What holds the text, for the message.</param>
    /// <exception cref="FormatException">There is not exactly one key, or no certificate: what is there, and what is expected.</exception>
    public static string Identity(string text, string name)
    {
        var parts = Parts(text);
        if (parts.Count(part => part.Label == Key) != 1 || parts.All(part => part.Label != Certificate))
            throw new FormatException(
                $"{name} holds {Describe(parts)}: expected in PEM one unencrypted PKCS #8 key ('-----BEGIN {Key}-----') and its certificates, the authority's last");
        return ToProperty(string.Join('\n', parts.Select(part => part.Text)));
    }

    /// <summary>The certificates in a text, as OpenSSL reads them.</summary>
    /// <param name="text">Certificates, and perhaps a key, which is left out.</param>
    /// <param name="name">What holds the text, for the message.</param>
    /// <exception cref="FormatException">There is none.</exception>
    public static string Certificates(string text, string name)
    {
        var parts = Parts(text);
        var certificates = parts.Where(part => part.Label == Certificate).Select(part => part.Text).ToList();
        return certificates.Count > 0
            ? string.Join('\n', certificates) + '\n'
            : throw new FormatException($"{name} holds {Describe(parts)}: expected certificates in PEM ('-----BEGIN {Certificate}-----')");
    }

    private static string ToProperty(string text) => text.Replace("\n", "\\n");

    private static string Describe(IReadOnlyCollection<(string Label, string Text)> parts) =>
        parts.Count == 0 ? "nothing in PEM" : string.Join(", ", parts.GroupBy(part => part.Label).Select(group => $"{group.Count()} {group.Key}"));

    private static List<(string Label, string Text)> Parts(string text)
    {
        // As it is in an environment variable or a file of settings.
        ReadOnlySpan<char> rest = text.Replace("\\n", "\n");
        List<(string, string)> parts = [];
        while (PemEncoding.TryFind(rest, out PemFields fields))
        {
            string label = rest[fields.Label].ToString();
            byte[] data = Convert.FromBase64String(rest[fields.Base64Data].ToString());
            parts.Add((label, PemEncoding.WriteString(label, data)));
            rest = rest[fields.Location.End..];
        }
        return parts;
    }
}
