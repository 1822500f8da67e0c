using System.Text;

namespace KafkaAspire.Contracts.Files;

/// <summary>
/// Splits one line of CSV (RFC 4180, quotes doubled inside quotes). A record never spans lines here: no field of a transaction may hold a line
/// end, so a quote that is never closed costs its own line and not the rest of the file.
/// </summary>
internal static class CsvLine
{
    /// <summary>Splits a line into its fields.</summary>
    /// <param name="line">The line, without its end.</param>
    /// <param name="fields">The fields; emptied first.</param>
    /// <returns>What is wrong with the line; null if nothing is.</returns>
    public static string? Split(string line, List<string> fields)
    {
        fields.Clear();
        int at = 0;
        while (true)
        {
            if (at < line.Length && line[at] == '"')
            {
                if (TakeQuoted(line, ref at) is not { } field)
                    return $"field {fields.Count + 1} has a quote that is not closed, or text after its closing quote";
                fields.Add(field);
            }
            else
            {
                int comma = line.IndexOf(',', at);
                int end = comma < 0 ? line.Length : comma;
                fields.Add(line[at..end]);
                at = end;
            }
            if (at == line.Length)
                return null;
            at++;
        }
    }

    private static string? TakeQuoted(string line, ref int at)
    {
        var field = new StringBuilder();
        for (at++; at < line.Length; at++)
        {
            if (line[at] != '"')
                field.Append(line[at]);
            else if (at + 1 < line.Length && line[at + 1] == '"')
                field.Append(line[at++]);
            else
            {
                at++;
                return at == line.Length || line[at] == ',' ? field.ToString() : null;
            }
        }
        return null;
    }
}
