using Confluent.Kafka;
using Explorer.Service.Cluster.Wire;

namespace KafkaAspire.Explorer.Tests.Lag;

/// <summary>The SCRAM login, by the example of RFC 7677.</summary>
public sealed class ScramTests
{
    private const string Challenge = "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";

    private readonly ScramExchange _scram = new(ScramHash.Sha256, "user", "pencil", "rOprNGfwEbeRWgbNEkqO");

    [Fact]
    public void The_messages_are_those_of_the_RFC()
    {
        Assert.Equal("n,,n=user,r=rOprNGfwEbeRWgbNEkqO", _scram.First);
        Assert.Equal(
            "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
            _scram.Answer(Challenge));
        _scram.CheckServer("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    }

    [Theory]
    [InlineData("v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")]
    [InlineData("v=AAAA")]
    [InlineData("v=")]
    [InlineData("e=other-error")]
    public void A_server_that_does_not_know_the_password_is_refused(string outcome)
    {
        _scram.Answer(Challenge);
        Assert.Equal(ErrorCode.SaslAuthenticationFailed, Assert.Throws<KafkaException>(() => _scram.CheckServer(outcome)).Error.Code);
    }

    [Theory]
    [InlineData("r=another,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=1")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOx,i=4096")]
    [InlineData("")]
    public void A_challenge_that_is_none_is_refused(string challenge) =>
        Assert.Equal(ErrorCode.SaslAuthenticationFailed, Assert.Throws<KafkaException>(() => _scram.Answer(challenge)).Error.Code);

    [Fact]
    public void A_name_may_hold_what_separates_fields() =>
        Assert.Equal("n,,n=a=2Cb=3Dc,r=1", new ScramExchange(ScramHash.Sha512, "a,b=c", "x", "1").First);
}
