using Confluent.Kafka;
using Explorer.Service.Reading;
using KafkaAspire.Contracts;
using Microsoft.Data.Sqlite;

namespace Explorer.Service.Audit.Effects;

/// <summary>
/// The effects of transactions as records of the topic <c>settlements</c>, which does not say for which message each is. Their ids are kept in a
/// temporary database on disk, so that memory does not grow with the topic.
/// </summary>
internal sealed class SettlementEffects : IEffectSource
{
    private const int Most = 50_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly TopicFollower<Ignore, Guid?> _settlements;
    private readonly Func<Task<IReadOnlyDictionary<int, LogRange>>> _findRanges;
    private readonly SqliteConnection _ids;
    private readonly Dictionary<int, (long Count, OffsetRanges At)> _repeated = [];

    /// <param name="consumer">Reads the topic.</param>
    /// <param name="findRanges">Where its partitions begin and end.</param>
    public SettlementEffects(IConsumer<Ignore, Guid?> consumer, Func<Task<IReadOnlyDictionary<int, LogRange>>> findRanges)
    {
        _settlements = new(consumer, Topics.Settlements.Name);
        _findRanges = findRanges;
        // An empty name is a database in a temporary file that SQLite deletes by itself.
        _ids = new("Data Source=;Pooling=false");
        _ids.Open();
        using var command = _ids.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; CREATE TABLE ids (id BLOB PRIMARY KEY) WITHOUT ROWID;";
        command.ExecuteNonQuery();
    }

    public string Description => $"the topic {Topics.Settlements.Name}";

    public IReadOnlyDictionary<int, (long Count, OffsetRanges At)> Repeated => _repeated;

    public Task<IReadOnlyDictionary<int, long>> ReadSettledAsync(string topic, string log, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<int, long>>(new Dictionary<int, long>());

    public async Task<bool> CatchUpAsync(CancellationToken cancellationToken)
    {
        var ranges = await _findRanges();
        _settlements.Follow(ranges.ToDictionary(range => range.Key, range => range.Value.First));
        using var transaction = _ids.BeginTransaction();
        using var command = _ids.CreateCommand();
        command.CommandText = "INSERT OR IGNORE INTO ids (id) VALUES (@id)";
        var id = command.Parameters.Add("@id", SqliteType.Blob);
        command.Prepare();
        bool isAtEnd = _settlements.Read(ranges.ToDictionary(range => range.Key, range => range.Value.End), Most, Patience, settlement =>
        {
            if (settlement.Message.Value is not { } found)
                return;
            id.Value = found.ToByteArray(bigEndian: true);
            if (command.ExecuteNonQuery() == 0)
                Repeat(settlement.Partition.Value, settlement.Offset.Value);
        });
        await transaction.CommitAsync(cancellationToken);
        return isAtEnd;
    }

    private void Repeat(int partition, long offset)
    {
        var (count, at) = _repeated.GetValueOrDefault(partition, (0, new()));
        at.Add(offset);
        _repeated[partition] = (count + 1, at);
    }

    public Task<Dictionary<Guid, List<Effect>>> FindAsync(IReadOnlyCollection<Guid> ids, string topic, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, List<Effect>>();
        using var command = _ids.CreateCommand();
        command.CommandText = "SELECT count(*) FROM ids WHERE id = @id";
        var parameter = command.Parameters.Add("@id", SqliteType.Blob);
        command.Prepare();
        foreach (var id in ids)
        {
            parameter.Value = id.ToByteArray(bigEndian: true);
            if (Convert.ToInt64(command.ExecuteScalar()) > 0)
                found[id] = [new(null, 0)];
        }
        return Task.FromResult(found);
    }

    public Task<string?> FindDisturbanceAsync(string topic, CancellationToken cancellationToken) => Task.FromResult<string?>("");

    public ValueTask DisposeAsync()
    {
        _settlements.Dispose();
        _ids.Dispose();
        return ValueTask.CompletedTask;
    }
}
