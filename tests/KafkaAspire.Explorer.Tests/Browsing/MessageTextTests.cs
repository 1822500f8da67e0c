using System.Text;
using Explorer.Service.Messages;

namespace KafkaAspire.Explorer.Tests.Browsing;

public sealed class MessageTextTests
{
    [Fact]
    public void A_preview_cuts_no_character_in_two()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(new string('é', 10));
        Assert.Equal("éé…", MessageText.Preview(bytes, 5));
        Assert.Equal(new string('é', 10), MessageText.Preview(bytes, 20));
        Assert.Null(MessageText.Preview(null, 5));
        Assert.Equal("", MessageText.Preview([], 5));
        Assert.Equal("a b", MessageText.Preview("a\nb"u8.ToArray(), 5));
    }

    [Fact]
    public void What_is_no_text_is_shown_in_digits()
    {
        Assert.False(MessageText.IsText([0xc3, 0x28]));
        Assert.Equal("c3 28", MessageText.Preview([0xc3, 0x28], 30));
        Assert.Equal("00000000  00 41 ff" + new string(' ', 39) + "  .A.\n", MessageText.HexLines([0x00, 0x41, 0xff]));
    }

    [Fact]
    public void Json_keeps_its_numbers_and_what_is_none_is_not_made_to_be()
    {
        string? json = MessageText.Json("""{"amount":10000000000000000000000001.10,"a":"<b>"}"""u8.ToArray());
        Assert.Contains("10000000000000000000000001.10", json);
        Assert.Contains("<b>", json);
        Assert.Null(MessageText.Json("{no json}"u8.ToArray()));
    }

    [Theory]
    [InlineData("topic=a%2Fb&partition=3&from=offset&offset=17&key=k%26&text=%3Cb%3E&uncommitted=true")]
    [InlineData("topic=t")]
    public void A_query_is_the_same_after_it_was_an_address(string address)
    {
        var parts = address.Split('&').Select(part => part.Split('=')).ToDictionary(part => part[0], part => Uri.UnescapeDataString(part[1]));
        var query = MessageQueryText.Read(
            parts.GetValueOrDefault("topic"), parts.GetValueOrDefault("partition"), parts.GetValueOrDefault("from"), parts.GetValueOrDefault("offset"),
            parts.GetValueOrDefault("time"), parts.GetValueOrDefault("key"), parts.GetValueOrDefault("text"), parts.GetValueOrDefault("uncommitted"));
        Assert.Equal(address, MessageQueryText.Write(query!));
    }
}
