using System.Text;
using KafkaAspire.Contracts;
using KafkaAspire.ServiceDefaults.Hosting;
using Producer.Service.Sending;

namespace Producer.Service.Sources;

/// <summary>Sends the transactions of a file, each line one; a line that is none is refused with its number and the reason, and the rest goes on.</summary>
internal sealed partial class FileSource(
    TransactionSender sender, ProducerOptions options, TimeProvider clock, ServiceExit exit, IHostApplicationLifetime lifetime, ILogger<FileSource> logger) : StartedService(lifetime)
{
    private const int MaxLineLength = 64 * 1024;

    private readonly string _path = options.File.Path;
    private long _read;
    private long _sent;
    private long _refused;

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Factory.StartNew(() => Send(stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            await Task.Run(() => sender.Flush(stoppingToken), CancellationToken.None);
            exit.Complete();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LogStopped();
        }
        catch (ServiceSettingException e)
        {
            exit.Fail(e.Message, ServiceExit.WrongUsage);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nothing read yet: the file is not there or not ours. Otherwise it broke off, and what came before it is sent.
            exit.Fail($"Producer:File:Path \"{_path}\": {e.Message}", _read == 0 ? ServiceExit.WrongUsage : ServiceExit.Failure);
        }
        if (_read > 0)
            LogSummary(_path, _read, _sent, _refused);
    }

    private void Send(CancellationToken stoppingToken)
    {
        using var stream = _path == "-" ? Console.OpenStandardInput() : new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var lines = new LineReader(stream, MaxLineLength);
        var format = options.File.Format;
        CsvTransactions? csv = null;
        while (lines.TryRead(out var line, out bool tooLong))
        {
            stoppingToken.ThrowIfCancellationRequested();
            if (line.IsEmpty)
                continue;
            if (format == FileFormat.Auto)
                format = FindFormat(line);
            if (format == FileFormat.Csv && csv is null)
            {
                csv = CsvTransactions.FromHeader(Encoding.UTF8.GetString(line), out string? wrong)
                    ?? throw new ServiceSettingException($"Producer:File:Path \"{_path}\", line {lines.Number}, the header: {wrong}");
                continue;
            }
            _read++;
            var transaction = Read(line, tooLong, lines.Number, csv, out string? violation);
            if (transaction is null)
            {
                Refuse(lines.Number, violation!);
                continue;
            }
            sender.Send(transaction, stoppingToken);
            _sent++;
        }
    }

    private Transaction? Read(ReadOnlySpan<byte> line, bool tooLong, long number, CsvTransactions? csv, out string? violation)
    {
        if (tooLong)
        {
            violation = $"longer than {MaxLineLength} bytes";
            return null;
        }
        var draft = JsonOrCsv(line, csv, out violation);
        return draft?.Complete(IdOf(line, number), clock.GetUtcNow(), out violation);
    }

    private static TransactionDraft? JsonOrCsv(ReadOnlySpan<byte> line, CsvTransactions? csv, out string? violation)
    {
        if (csv is null)
            return JsonTransactions.Read(line, out violation);
        if (!System.Text.Unicode.Utf8.IsValid(line))
        {
            violation = "not UTF-8";
            return null;
        }
        return csv.Read(Encoding.UTF8.GetString(line), out violation);
    }

    // The file sent again is the same facts again, and two equal lines are two.
    private Guid IdOf(ReadOnlySpan<byte> line, long number) => DerivedId.From(Path.GetFileName(_path), number, line);

    private FileFormat FindFormat(ReadOnlySpan<byte> firstLine) => Path.GetExtension(_path).ToLowerInvariant() switch
    {
        ".csv" => FileFormat.Csv,
        ".jsonl" or ".ndjson" or ".json" => FileFormat.JsonLines,
        _ => firstLine.TrimStart((byte)' ').StartsWith("{"u8) ? FileFormat.JsonLines : FileFormat.Csv,
    };

    private void Refuse(long number, string reason)
    {
        _refused++;
        sender.CountRefused();
        LogRefused(number, reason);
    }

    [LoggerMessage(LogLevel.Warning, "line {Line}: {Reason}")]
    private partial void LogRefused(long line, string reason);

    [LoggerMessage(LogLevel.Information, "{Path}: read {Read} lines: {Sent} sent, {Refused} refused")]
    private partial void LogSummary(string path, long read, long sent, long refused);

    [LoggerMessage(LogLevel.Warning, "stopped before the end of the file")]
    private partial void LogStopped();
}
