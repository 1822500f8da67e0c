using System.Text;
using CsCheck;
using KafkaAspire.Fuzz.Claims;
using KafkaAspire.Fuzz.Targets;
using KafkaAspire.Fuzz.Tests.Cases;

namespace KafkaAspire.Fuzz.Tests.Wire;

/// <summary>A broker's answer that is none: whatever listens at the port, the Explorer reads an answer, the error in it, or says that it is cut off.</summary>
public sealed class AnswerTests
{
    // Small numbers, as lengths and counts are, more often than noise would have them; and right answers that were damaged.
    private static readonly Gen<byte[]> Noise = Gen.Frequency((3, Gen.Byte[0, 4]), (1, Gen.Byte)).Array[0, 300];
    private static readonly Gen<byte[]> Answers = Gen.OneOf(Noise, Inputs.Damaged(Gen.OneOf(AnswerSeeds.All)));

    private static readonly Gen<string> Challenges = Gen.OneOf(
        Inputs.Text, Inputs.Damaged(Gen.OneOf("r={nonce}x,s=c2FsdA==,i=4096", "r={nonce}x,s=c2FsdA==,i=1").Select(Encoding.UTF8.GetBytes)).Select(Encoding.UTF8.GetString));

    public static TheoryData<string> Questions => [.. AnswerClaims.Readers.Keys];

    [Theory]
    [MemberData(nameof(Questions))]
    public void An_answer_is_read_or_refused_in_one_line(string question) => Answers.Holds(answer => AnswerClaims.AreReadOrRefused(answer, AnswerClaims.Readers[question]));

    [Fact]
    public void A_login_goes_through_or_is_refused_in_one_line() => Gen.Select(Challenges, Inputs.Text).Holds(said => AnswerClaims.LogInOrAreRefused(said.Item1, said.Item2));

    [Fact]
    public void A_count_that_the_answer_has_no_room_for_takes_no_memory()
    {
        // The metadata of one partition, which says that it has two thousand million replicas.
        byte[] answer = [.. AnswerSeeds.All[0]];
        answer.AsSpan(56, 4).Fill(0x7f);
        Assert.Equal("the broker's answer is cut off", Assert.Throws<IOException>(() => AnswerClaims.Readers["metadata"](answer)).Message);
    }

    [Theory]
    [InlineData("r={nonce}x,s=no base64,i=4096")]
    [InlineData("r={nonce}x,s=c2FsdA=,i=4096")]
    public void A_salt_that_is_none_is_a_refused_login(string challenge) => AnswerClaims.LogInOrAreRefused(challenge, "");

    [Fact]
    public void A_login_that_is_refused_for_a_blank_is_refused_with_a_reason() =>
        AnswerClaims.AreReadOrRefused([0, 58, 0, 1, (byte)' ', 0, 0, 0, 0], AnswerClaims.Readers["login"]);
}
