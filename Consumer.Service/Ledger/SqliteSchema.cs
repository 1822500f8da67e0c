namespace Consumer.Service.Ledger;

/// <summary>The ledger's tables in SQLite. Ids are UUIDs of 16 bytes, big-endian; times are microseconds since 1970.</summary>
internal static class SqliteSchema
{
    public const string Tables =
        """
        CREATE TABLE IF NOT EXISTS entries (
            seq INTEGER PRIMARY KEY,
            id BLOB NOT NULL,
            account TEXT NOT NULL,
            counter_account TEXT,
            kind INTEGER NOT NULL,
            amount INTEGER NOT NULL,
            currency TEXT NOT NULL,
            time INTEGER NOT NULL,
            topic TEXT NOT NULL,
            partition INTEGER NOT NULL,
            "offset" INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS balances (
            account TEXT NOT NULL,
            currency TEXT NOT NULL,
            balance INTEGER NOT NULL,
            PRIMARY KEY (account, currency)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS offsets (
            topic TEXT NOT NULL,
            log TEXT NOT NULL,
            partition INTEGER NOT NULL,
            next_offset INTEGER NOT NULL,
            applied INTEGER NOT NULL,
            suppressed INTEGER NOT NULL,
            PRIMARY KEY (topic, log, partition)) WITHOUT ROWID;
        """;

    public const string UniqueIds = "CREATE UNIQUE INDEX IF NOT EXISTS entries_id ON entries (id);";
}
