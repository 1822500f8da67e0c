using System.Text.Json;
using Confluent.Kafka;
using KafkaAspire.Contracts;
using KafkaAspire.Contracts.Files;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;
using Producer.Service.Sending;

namespace Producer.Service.Sources;

/// <summary>
/// <c>POST /transactions</c>: one object or an array, with an <c>Idempotency-Key</c> where the caller may have to send it again. 202 comes only after the brokers' acknowledgement; what is refused is refused as a whole,
/// before anything is sent.
/// </summary>
internal static class HttpSource
{
    private const int MaxBody = 8 * 1024 * 1024;
    private const int RetryAfterSeconds = 5;

    /// <summary>The largest body that is read, in bytes.</summary>
    public static readonly RequestSizeLimitAttribute SizeLimit = new(MaxBody);

    public static async Task<IResult> PostAsync(HttpRequest request, TransactionSender sender, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        var transactions = Read(body.GetBuffer().AsSpan(0, (int)body.Length), request.Headers[IdempotencyKey.Header], clock, out bool isArray, out var problem);
        if (transactions is null)
        {
            sender.CountRefused();
            return problem!;
        }
        return await SendAsync(transactions, isArray, sender, request.HttpContext.Response);
    }

    private static Transaction[]? Read(ReadOnlySpan<byte> json, StringValues keyHeader, TimeProvider clock, out bool isArray, out ProblemHttpResult? problem)
    {
        isArray = false;
        problem = null;
        var errors = new Dictionary<string, string[]>();
        if (!IdempotencyKey.TryRead(keyHeader, out string? key))
            errors[IdempotencyKey.Header] = [IdempotencyKey.Allowed];
        try
        {
            var drafts = JsonTransactions.ReadOneOrMany(json, out isArray);
            var transactions = new Transaction[drafts.Length];
            for (int i = 0; i < drafts.Length; i++)
            {
                string? violation = "null is no transaction";
                var transaction = drafts[i]?.Complete(IdempotencyKey.IdOf(key, i), clock.GetUtcNow(), out violation);
                if (transaction is null)
                    errors[isArray ? $"[{i}]" : "$"] = [violation!];
                else
                    transactions[i] = transaction;
            }
            if (drafts.Length == 0)
                errors["$"] = ["the array is empty; one transaction at least is needed"];
            if (errors.Count == 0)
                return transactions;
        }
        catch (JsonException e)
        {
            errors["$"] = [JsonTransactions.Describe(e)];
        }
        problem = TypedResults.Problem(new HttpValidationProblemDetails(errors) { Status = StatusCodes.Status400BadRequest, Title = "Not a transaction; nothing was sent." });
        return null;
    }

    private static async Task<IResult> SendAsync(Transaction[] transactions, bool isArray, TransactionSender sender, HttpResponse response)
    {
        var sends = Array.ConvertAll(transactions, sender.TrySend);
        var answers = new Acknowledgement[transactions.Length];
        string? fault = null, refusal = null;
        for (int i = 0; i < sends.Length; i++)
        {
            var report = sends[i] is { } send ? await send : null;
            answers[i] = Acknowledgement.Of(transactions[i], report);
            if (answers[i].Offset is not null)
                continue;
            if (report is not null && TransactionSender.FindRefusal(report) is { } why)
                refusal ??= $"Transaction {answers[i].Id}: {why}";
            else
                fault ??= report?.Error.Reason ?? "too many messages are in flight";
        }
        // Something may be well a moment later: then it is worth to come back, and what will never be taken is told so at last.
        if (fault is not null)
        {
            response.Headers.RetryAfter = RetryAfterSeconds.ToString();
            return Problem(StatusCodes.Status503ServiceUnavailable, answers,
                "The cluster did not acknowledge every transaction.", $"{fault}. Send again under the same ids: what was taken already counts once.");
        }
        if (refusal is not null)
            return Problem(StatusCodes.Status413PayloadTooLarge, answers, "A transaction is too large for its topic.", $"{refusal}. What has an offset was taken, and counts.");
        return isArray ? TypedResults.Accepted((string?)null, answers) : TypedResults.Accepted((string?)null, answers[0]);
    }

    private static ProblemHttpResult Problem(int status, Acknowledgement[] answers, string title, string detail) => TypedResults.Problem(
        statusCode: status, title: title, detail: detail, extensions: new Dictionary<string, object?> { ["transactions"] = answers });
}

/// <summary>The brokers' answer for one transaction; without partition and offset where there was none.</summary>
/// <param name="Id">The transaction's id.</param>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Offset">The offset.</param>
internal sealed record Acknowledgement(Guid Id, string Topic, int? Partition, long? Offset)
{
    public static Acknowledgement Of(Transaction transaction, DeliveryReport<string, Transaction>? report) => report is { Error.IsError: false }
        ? new(transaction.Id, report.Topic, report.Partition.Value, report.Offset.Value)
        : new(transaction.Id, Topics.Transactions.Name, null, null);
}
