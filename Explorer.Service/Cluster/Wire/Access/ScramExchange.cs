using System.Security.Cryptography;
using System.Text;
using Confluent.Kafka;

namespace Explorer.Service.Cluster.Wire;

/// <summary>
/// The messages of a SCRAM login (RFC 5802, RFC 7677): both sides prove that they know the password, and neither tells it. Without channel binding, which
/// Kafka does not have.
/// </summary>
/// <param name="hash">The hash.</param>
/// <param name="user">The name.</param>
/// <param name="password">The password.</param>
/// <param name="nonce">A word that was never used before.</param>
internal sealed class ScramExchange(ScramHash hash, string user, string password, string nonce)
{
    // What RFC 7677 asks for at least: a broker that wants fewer is none, and after a password that is cheap to guess.
    private const int FewestIterations = 4096, MostIterations = 1_000_000;

    private const string NoBinding = "n,,";

    private readonly string _firstBare = $"n={user.Replace("=", "=3D", StringComparison.Ordinal).Replace(",", "=2C", StringComparison.Ordinal)},r={nonce}";
    private byte[] _serverSignature = [];

    /// <summary>The first message.</summary>
    public string First => NoBinding + _firstBare;

    public static string NewNonce() => Convert.ToHexString(RandomNumberGenerator.GetBytes(20));

    /// <summary>The answer to the server's challenge.</summary>
    /// <exception cref="KafkaException">It is no challenge, or not one to this login.</exception>
    public string Answer(string challenge)
    {
        var fields = Fields(challenge);
        if (!fields.TryGetValue('r', out string? both) || !both.StartsWith(nonce, StringComparison.Ordinal) || both.Length == nonce.Length
            || !fields.TryGetValue('s', out string? text) || FromBase64(text) is not { } salt || !fields.TryGetValue('i', out string? count)
            || !int.TryParse(count, out int iterations) || iterations is < FewestIterations or > MostIterations)
        {
            throw Refused("its challenge is not one of SCRAM");
        }
        byte[] salted = Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, hash.Name, hash.Size);
        byte[] clientKey = hash.Mac(salted, "Client Key");
        string withoutProof = $"c={Convert.ToBase64String(Encoding.UTF8.GetBytes(NoBinding))},r={both}";
        string signed = $"{_firstBare},{challenge},{withoutProof}";
        byte[] proof = hash.Mac(hash.Of(clientKey), signed);
        for (int i = 0; i < proof.Length; i++)
            proof[i] ^= clientKey[i];
        _serverSignature = hash.Mac(hash.Mac(salted, "Server Key"), signed);
        return $"{withoutProof},p={Convert.ToBase64String(proof)}";
    }

    /// <summary>Checks that the server knows the password, too.</summary>
    /// <exception cref="KafkaException">It does not.</exception>
    public void CheckServer(string outcome)
    {
        byte[] signature = new byte[_serverSignature.Length];
        if (!Fields(outcome).TryGetValue('v', out string? text) || !Convert.TryFromBase64String(text, signature, out int length)
            || !CryptographicOperations.FixedTimeEquals(signature.AsSpan(0, length), _serverSignature))
        {
            throw Refused("it does not prove that it knows the password");
        }
    }

    private static byte[]? FromBase64(string text)
    {
        byte[] bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out int length) ? bytes[..length] : null;
    }

    private static Dictionary<char, string> Fields(string message) =>
        message.Split(',').Where(field => field.Length > 1 && field[1] == '=').DistinctBy(field => field[0]).ToDictionary(field => field[0], field => field[2..]);

    private static KafkaException Refused(string reason) => new(new Error(ErrorCode.SaslAuthenticationFailed, reason));
}

/// <summary>A hash for SCRAM.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Size">Its length in bytes.</param>
internal sealed record ScramHash(HashAlgorithmName Name, int Size)
{
    public static readonly ScramHash Sha256 = new(HashAlgorithmName.SHA256, 32), Sha512 = new(HashAlgorithmName.SHA512, 64);

    public byte[] Of(byte[] data) => CryptographicOperations.HashData(Name, data);

    public byte[] Mac(byte[] key, string text) => CryptographicOperations.HmacData(Name, key, Encoding.UTF8.GetBytes(text));
}
