using System.Text;
using Confluent.Kafka;
using KafkaAspire.Contracts;
using KafkaAspire.Contracts.Files;

namespace Explorer.Service.Producing;

/// <summary>Sends the transactions of a file, as the producer service does; what is no transaction is refused with its line and the reason.</summary>
internal sealed class FileUpload(MessageSender sender, TimeProvider time)
{
    /// <summary>The largest file that is taken, in bytes.</summary>
    public const long MaxSize = 8 * 1024 * 1024;

    private const int MostInFlight = 1_000;
    private const int MostNamed = 20;

    /// <summary>Sends a file.</summary>
    /// <param name="name">The file's name, which tells its format and is part of the ids of transactions that bring none.</param>
    /// <param name="content">The file.</param>
    /// <param name="report">Told from time to time how far it is.</param>
    /// <param name="cancellationToken">Ends it between two lines.</param>
    /// <exception cref="InvalidDataException">The header of a CSV file is wrong.</exception>
    /// <exception cref="KafkaException">The brokers did not take a message; what was acknowledged before it stays.</exception>
    public async Task<UploadResult> SendAsync(string name, byte[] content, Action<UploadResult> report, CancellationToken cancellationToken)
    {
        var result = new UploadResult(0, 0, 0, [], null, null);
        var file = new TransactionFile(new MemoryStream(content, writable: false), name, FileFormat.Auto, time);
        var inFlight = new Queue<Task<Acknowledgement>>();
        while (file.TryRead(out var transaction, out string? violation))
        {
            cancellationToken.ThrowIfCancellationRequested();
            result = result with { Lines = result.Lines + 1 };
            if (transaction is null)
            {
                result = result.Refused(file.Number, violation!);
                continue;
            }
            inFlight.Enqueue(sender.SendAsync(
                new(Topics.Transactions.Name, Partition.Any),
                new() { Key = Encoding.UTF8.GetBytes(transaction.Account), Value = TransactionJson.Write(transaction) }, cancellationToken));
            if (inFlight.Count >= MostInFlight)
            {
                result = await SettleAsync(inFlight, result);
                report(result);
            }
        }
        return await SettleAsync(inFlight, result);
    }

    private static async Task<UploadResult> SettleAsync(Queue<Task<Acknowledgement>> inFlight, UploadResult result)
    {
        while (inFlight.TryDequeue(out var send))
            result = result.Acknowledged(await send);
        return result;
    }

    /// <param name="Lines">Lines that were read.</param>
    /// <param name="Sent">Transactions that were acknowledged.</param>
    /// <param name="RefusedLines">Lines that are no transaction.</param>
    /// <param name="Faults">The first of them, each with its number and the reason.</param>
    /// <param name="First">The first acknowledgement.</param>
    /// <param name="Last">The last one.</param>
    internal sealed record UploadResult(long Lines, long Sent, long RefusedLines, IReadOnlyList<string> Faults, Acknowledgement? First, Acknowledgement? Last)
    {
        public UploadResult Refused(long line, string reason) => this with
        {
            RefusedLines = RefusedLines + 1, Faults = Faults.Count < MostNamed ? [.. Faults, $"line {line}: {reason}"] : Faults,
        };

        public UploadResult Acknowledged(Acknowledgement one) => this with { Sent = Sent + 1, First = First ?? one, Last = one };
    }
}
