using Confluent.Kafka;
using Explorer.Service.Cluster.Wire;

namespace KafkaAspire.Explorer.Tests;

/// <summary>Kafka's protocol as far as the Explorer speaks it itself.</summary>
public sealed class WireTests
{
    [Fact]
    public void A_request_is_framed_with_size_and_header()
    {
        byte[] frame = new RequestWriter(api: 16, version: 4).Length(0).Tags().ToFrame(correlationId: 7);
        Assert.Equal([0, 0, 0, 13, 0, 16, 0, 4, 0, 0, 0, 7, 0xff, 0xff, 0, 1, 0], frame);
    }

    [Fact]
    public void Long_strings_have_lengths_of_several_bytes()
    {
        byte[] frame = new RequestWriter(0, 0).String(new string('x', 300)).ToFrame(1);
        var reader = new AnswerReader(frame.AsSpan(15));
        Assert.Equal(300, reader.String().Length);
        Assert.True(reader.IsAtEnd);
    }

    [Fact]
    public void Listed_groups_are_consumer_groups_only()
    {
        byte[] answer = [0, 0, 0, 0, 0, 0, 3, .. Compact("ledger"), .. Compact("consumer"), .. Compact("Stable"), 0, .. Compact("c"), .. Compact("connect"), .. Compact("Empty"), 0, 0];
        Assert.Equal([new ListedGroup("ledger", "Stable")], GroupListing.Read(answer));
    }

    [Fact]
    public void A_refusal_is_an_exception()
    {
        byte[] answer = [0, 0, 0, 0, 0, (byte)ErrorCode.GroupLoadInProgress, 1, 0];
        Assert.Equal(ErrorCode.GroupLoadInProgress, Assert.Throws<KafkaException>(() => GroupListing.Read(answer)).Error.Code);
    }

    [Fact]
    public void An_answer_that_is_cut_off_is_told_apart_from_a_short_one()
    {
        byte[] answer = [0, 0, 0, 0, 0, 0, 2, .. Compact("ledger"), .. Compact("consumer"), .. Compact("Stable"), 0, 0];
        for (int length = 0; length < answer.Length - 1; length++)
        {
            byte[] cut = answer[..length];
            Assert.Throws<IOException>(() => GroupListing.Read(cut));
        }
    }

    private static byte[] Compact(string text) => [(byte)(text.Length + 1), .. System.Text.Encoding.UTF8.GetBytes(text)];
}
