using KafkaAspire.LocalCluster;

namespace KafkaAspire.Standalone.CommandLine;

/// <summary>What a run was asked to be.</summary>
internal sealed record RunOptions
{
    public BrokerChoice Brokers { get; init; } = new(BrokerKind.Auto, null);

    /// <summary>Where brokers of Apache Kafka keep their metadata.</summary>
    public MetadataStore Metadata { get; init; }

    public int Producers { get; init; } = 2;
    public int Consumers { get; init; } = 3;
    public Delivery Delivery { get; init; } = Delivery.ExactlyOnce;
    public Sink Sink { get; init; } = Sink.Database;
    public LedgerChoice Ledger { get; init; } = LedgerChoice.OwnFile;

    /// <summary>Messages a second of all producers together; 0 is as fast as the brokers acknowledge.</summary>
    public int Rate { get; init; } = 1000;

    public long? Messages { get; init; }
    public TimeSpan? Duration { get; init; }

    /// <summary>An absolute path, or <see cref="StandardInput"/>; null when the producers generate.</summary>
    public string? Input { get; init; }

    /// <summary>Where one producer takes transactions over HTTP; null when the producers generate or read a file.</summary>
    public int? HttpPort { get; init; }

    /// <summary>Where the Explorer listens; null for any free port.</summary>
    public int? ExplorerPort { get; init; }

    /// <summary>Whether the Explorer's page is opened in a browser.</summary>
    public bool Open { get; init; }

    public string? KeepDirectory { get; init; }
    public bool Plain { get; init; }

    /// <summary>The Aspire dashboard that is to show the run; null for none.</summary>
    public DashboardChoice? Dashboard { get; init; }

    public const string StandardInput = "-";

    /// <summary>Whether the run ends by itself.</summary>
    public bool IsBounded => Messages is not null || Duration is not null || Input is not null;

    /// <summary>
    /// Whether the audit compares transaction by transaction, not sums: where the run is bounded, and where callers may send the same transaction
    /// again, which sums can't tell from one that was lost.
    /// </summary>
    public bool KeepsRecords => IsBounded || HttpPort is not null;

    /// <summary>Whether the producers make up what they send.</summary>
    public bool Generates => Input is null && HttpPort is null;

    /// <summary>Whether somebody wants to look at the Explorer, however short the run is.</summary>
    public bool WantsExplorer => ExplorerPort is not null || Open;

    /// <summary>How many producers there is work for: a file has one reader, a port one listener, and no producer starts for no message.</summary>
    public int EffectiveProducers
    {
        get
        {
            if (!Generates)
                return 1;
            long most = Math.Min(Messages ?? long.MaxValue, Rate == 0 ? long.MaxValue : Rate);
            return (int)Math.Min(Producers, most);
        }
    }
}

internal enum BrokerKind { Auto, Embedded, Kafka, Existing }

/// <param name="Kind">Which brokers.</param>
/// <param name="BootstrapServers">Their addresses, when they run already.</param>
internal sealed record BrokerChoice(BrokerKind Kind, string? BootstrapServers);

/// <param name="Program">Its program, as an absolute path; null for the one that can be found.</param>
internal sealed record DashboardChoice(string? Program);

internal enum Delivery { AtMostOnce, AtLeastOnce, ExactlyOnce }

internal enum Sink { Database, Topic }

internal enum LedgerKind { Sqlite, PostgreSql }

/// <param name="Kind">Which database.</param>
/// <param name="ConnectionString">How to reach it; null for a SQLite file in the run's own directory.</param>
internal sealed record LedgerChoice(LedgerKind Kind, string? ConnectionString)
{
    public static readonly LedgerChoice OwnFile = new(LedgerKind.Sqlite, null);
}
