using System.Security.Cryptography;
using System.Text;

namespace KafkaAspire.Hosting.Brokers;

/// <summary>Ids of clusters: 16 bytes in Base64 for URLs, without padding, as <c>kafka-storage random-uuid</c> prints them.</summary>
internal static class ClusterIds
{
    /// <summary>A new id. Never one that begins with a dash, which a command line would take for an option.</summary>
    public static string New()
    {
        string id;
        do id = Encode(Guid.NewGuid().ToByteArray());
        while (id[0] == '-');
        return id;
    }

    /// <summary>The same id for the same name, on every machine: what a deployment needs to recognise its volumes.</summary>
    public static string From(string name)
    {
        byte[] digest = SHA256.HashData(Encoding.UTF8.GetBytes(name));
        // The first six bits are the first character; 62 would be the dash.
        digest[0] &= 0x7F;
        return Encode(digest.AsSpan(0, 16));
    }

    private static string Encode(ReadOnlySpan<byte> id) =>
        Convert.ToBase64String(id).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
