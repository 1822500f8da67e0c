using System.Net;
using System.Text;
using System.Text.Json;

namespace KafkaAspire.Chaos.Traffic;

/// <summary>
/// Posts one batch after the other to the producers, as an application would: what is not answered in time, or refused, is sent again under the
/// same ids, to the next producer, until it is acknowledged.
/// </summary>
internal sealed class Caller(HttpClient http, IReadOnlyList<Uri> producers, TransactionPlan plan, CallersJournal journal, Pace pace)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private int _next;

    /// <summary>How often a batch was sent again.</summary>
    public int Repeats { get; private set; }

    /// <summary>Sends transactions until the brokers have acknowledged all of them.</summary>
    /// <param name="first">The number of the first.</param>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task SendAsync(int first, int count, CancellationToken cancellationToken)
    {
        string body = Body(first, count);
        while (!await PostAsync(body, count, cancellationToken))
        {
            Repeats++;
            await Task.Delay(Pause, cancellationToken);
        }
        pace.CountAcknowledged(count);
        // A caller that lost the answer on its way: nothing fails, and the transactions are in the log twice.
        if (first / count % 50 == 49)
            await PostAsync(body, count, cancellationToken);
    }

    private async Task<bool> PostAsync(string body, int count, CancellationToken cancellationToken)
    {
        var producer = producers[_next++ % producers.Count];
        try
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync(new Uri(producer, "/transactions"), content, cancellationToken);
            if (answer.StatusCode is not (HttpStatusCode.Accepted or HttpStatusCode.ServiceUnavailable))
                throw new InvalidOperationException($"{producer} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
            var acknowledged = Read(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
            journal.Add(acknowledged);
            return answer.StatusCode == HttpStatusCode.Accepted && acknowledged.Count == count;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false; // no answer: nobody knows what became of it
        }
    }

    // 202 is an array of acknowledgements; 503 has it among the problem's members, and those with an offset are acknowledged all the same.
    private List<Acknowledged> Read(byte[] answer)
    {
        using var json = JsonDocument.Parse(answer);
        var items = json.RootElement.ValueKind == JsonValueKind.Array ? json.RootElement
            : json.RootElement.TryGetProperty("transactions", out var inner) ? inner
            : default;
        var acknowledged = new List<Acknowledged>();
        if (items.ValueKind == JsonValueKind.Array)
            foreach (var item in items.EnumerateArray())
                if (item.GetProperty("offset") is { ValueKind: JsonValueKind.Number } offset)
                    acknowledged.Add(new(
                        plan.NumberOf(item.GetProperty("id").GetGuid()) ?? throw new InvalidOperationException($"acknowledged under an id that nobody sent: {item}"),
                        item.GetProperty("partition").GetInt32(), offset.GetInt64()));
        return acknowledged;
    }

    private string Body(int first, int count)
    {
        var body = new StringBuilder("[");
        for (int number = first; number < first + count; number++)
            body.Append(number == first ? "" : ",").Append(plan.At(number).ToJson());
        return body.Append(']').ToString();
    }
}
