using System.Data.Common;
using Confluent.Kafka;
using Explorer.Service.Audit;
using Explorer.Service.Audit.Effects;
using Explorer.Service.Ledger;
using Explorer.Service.Reading;
using KafkaAspire.ServiceDefaults.Kafka;

namespace Explorer.Service.Producing;

/// <summary>What the ledger says of a few messages, and whether it is its last word.</summary>
internal sealed class SettledLedger(LedgerConnection ledger, KafkaConsumerFactory consumers, IAdminClient admin, AuditOptions audit, ExplorerOptions options)
{
    /// <summary>Whether consumers have settled a message, in the ledger or in their group.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    /// <exception cref="KafkaException">The brokers do not answer.</exception>
    public async Task<bool> IsSettledAsync(TopicPartitionOffset place, CancellationToken cancellationToken)
    {
        if (await TopicLog.FindAsync(admin, place.Topic, options.RequestTimeout) is not { } log)
            return false;
        await using var entries = new LedgerEffects(ledger.Database!);
        var inLedger = await entries.ReadSettledAsync(place.Topic, log.Id, cancellationToken);
        if (inLedger.Count > 0)
            return inLedger.GetValueOrDefault(place.Partition.Value) > place.Offset.Value;
        return await Task.Run(() =>
        {
            using var group = consumers.Create<Ignore, Ignore>(config => config.GroupId = audit.Group);
            return group.Committed([place.TopicPartition], options.RequestTimeout)[0].Offset.Value > place.Offset.Value;
        }, cancellationToken);
    }

    /// <summary>How many entries there are for transactions.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public async Task<int> CountEntriesAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await using var entries = new LedgerEffects(ledger.Database!);
        return (await entries.FindAsync(ids, "", cancellationToken)).Values.Sum(effects => effects.Count);
    }

    /// <summary>An account's balance in minor units; 0 for one that the ledger does not know.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public async Task<long> FindBalanceAsync(string account, string currency, CancellationToken cancellationToken)
    {
        await using var connection = await ledger.Database!.OpenAsync(cancellationToken);
        if (!await ledger.Database.HasTablesAsync(connection, cancellationToken))
            return 0;
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT balance FROM balances WHERE account = @account AND currency = @currency";
        foreach (var (name, value) in (IReadOnlyList<(string, string)>)[("account", account), ("currency", currency)])
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken) ?? 0L);
    }
}
