using System.Globalization;
using CsCheck;

namespace KafkaAspire.Fuzz.Tests.Cases;

/// <summary>Tries a claim (KafkaAspire.Fuzz/Claims) on many made-up inputs. A case that fails is made smaller, and told with the seed that brings it back.</summary>
internal static class Claim
{
    /// <summary>How many cases each claim is tried on: <c>FUZZ_CASES</c>, else 10,000.</summary>
    public static readonly long Cases = long.Parse(Environment.GetEnvironmentVariable("FUZZ_CASES") ?? "10000", CultureInfo.InvariantCulture);

    /// <summary>Throws where the claim throws on any case.</summary>
    /// <param name="cases">Makes the cases.</param>
    /// <param name="claim">Throws where it does not hold.</param>
    public static void Holds<T>(this Gen<T> cases, Action<T> claim) => cases.Sample(claim, iter: Cases);
}
