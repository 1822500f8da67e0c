using KafkaAspire.Contracts.Files;
using KafkaAspire.ServiceDefaults.Hosting;
using Producer.Service.Sending;

namespace Producer.Service.Sources;

/// <summary>Sends the transactions of a file, each line one; a line that is none is refused with its number and the reason, and the rest goes on.</summary>
internal sealed partial class FileSource(
    TransactionSender sender, ProducerOptions options, TimeProvider clock, ServiceExit exit, IHostApplicationLifetime lifetime, ILogger<FileSource> logger) : StartedService(lifetime)
{
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
        var file = new TransactionFile(stream, _path, options.File.Format, clock);
        try
        {
            while (file.TryRead(out var transaction, out string? violation))
            {
                stoppingToken.ThrowIfCancellationRequested();
                _read++;
                if (transaction is null)
                {
                    Refuse(file.Number, violation!);
                    continue;
                }
                long number = file.Number;
                sender.Send(transaction, reason => RefuseSent(number, reason), stoppingToken);
                Interlocked.Increment(ref _sent);
            }
        }
        catch (InvalidDataException e)
        {
            throw new ServiceSettingException($"Producer:File:Path \"{_path}\", {e.Message}");
        }
    }

    private void Refuse(long number, string reason)
    {
        Interlocked.Increment(ref _refused);
        sender.CountRefused();
        LogRefused(number, reason);
    }

    // The sender counts it as failed: the line is a transaction, and whoever sends the file again after a change of the topic sends this one, too.
    private void RefuseSent(long number, string reason)
    {
        Interlocked.Decrement(ref _sent);
        Interlocked.Increment(ref _refused);
        LogRefused(number, reason);
    }

    [LoggerMessage(LogLevel.Warning, "line {Line}: {Reason}")]
    private partial void LogRefused(long line, string reason);

    [LoggerMessage(LogLevel.Information, "{Path}: read {Read} lines: {Sent} sent, {Refused} refused")]
    private partial void LogSummary(string path, long read, long sent, long refused);

    [LoggerMessage(LogLevel.Warning, "stopped before the end of the file")]
    private partial void LogStopped();
}
