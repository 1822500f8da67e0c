using CsCheck;
using KafkaAspire.Fuzz.Claims;
using KafkaAspire.Fuzz.Tests.Cases;

namespace KafkaAspire.Fuzz.Tests.Http;

/// <summary>What callers post: bodies and the header that makes them repeatable.</summary>
public sealed class BodyTests
{
    private static readonly Gen<byte[]> One = Gen.OneOf(Inputs.Values, Inputs.Damaged(Inputs.Values), Inputs.Noise);

    private static readonly Gen<byte[]> Many = One.Array[0, 4].Select(values =>
        (byte[])[(byte)'[', .. values.SelectMany((value, i) => i == 0 ? value : value.Prepend((byte)',')), (byte)']']);

    [Fact]
    public void A_body_is_drafts_or_is_refused_in_one_line() => Gen.OneOf(One, Many, Inputs.Damaged(Many)).Holds(BodyClaims.AreDraftsOrRefused);

    [Fact]
    public void A_key_is_visible_ASCII_or_none() =>
        Gen.OneOf(Inputs.Text, Gen.Char[' ', '~'].Array[0, 300].Select(chars => new string(chars))).Array[0, 2].Holds(BodyClaims.HaveAVisibleKeyOrNone);
}
