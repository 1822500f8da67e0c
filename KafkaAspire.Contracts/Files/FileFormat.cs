namespace KafkaAspire.Contracts.Files;

/// <summary>How a file of transactions is written.</summary>
public enum FileFormat
{
    /// <summary>Told by the file's name, else by its first character.</summary>
    Auto,

    /// <summary>Comma-separated values with a header line; one line is one transaction.</summary>
    Csv,

    /// <summary>One JSON object a line.</summary>
    JsonLines,
}
