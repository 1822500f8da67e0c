using System.Text.Encodings.Web;
using System.Text.Json;
using Confluent.Kafka;

namespace Explorer.Service.Messages;

/// <summary>A message as one line of JSON. What is no text in UTF-8 is in Base64, under another name, so that nothing is lost.</summary>
internal static class MessageJson
{
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Utf8JsonWriter json, ConsumeResult<byte[]?, byte[]?> record)
    {
        json.WriteStartObject();
        json.WriteString("topic", record.Topic);
        json.WriteNumber("partition", record.Partition.Value);
        json.WriteNumber("offset", record.Offset.Value);
        if (ShownMessage.TimeOf(record.Message) is { } time)
            json.WriteString("time", time);
        WriteBytes(json, "key", record.Message.Key);
        WriteBytes(json, "value", record.Message.Value);
        if (record.Message.Headers is { Count: > 0 } headers)
        {
            json.WriteStartArray("headers");
            foreach (var header in headers)
            {
                json.WriteStartObject();
                json.WriteString("name", header.Key);
                WriteBytes(json, "value", header.GetValueBytes());
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void WriteBytes(Utf8JsonWriter json, string name, byte[]? bytes)
    {
        if (bytes is null)
            json.WriteNull(name);
        else if (System.Text.Unicode.Utf8.IsValid(bytes))
            json.WriteString(name, bytes);
        else
            json.WriteBase64String(name + "Base64", bytes);
    }
}
