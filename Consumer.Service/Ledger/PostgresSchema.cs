namespace Consumer.Service.Ledger;

/// <summary>The ledger's tables in PostgreSQL, and the staging table of a connection.</summary>
internal static class PostgresSchema
{
    /// <summary>Guarded by a lock: CREATE TABLE IF NOT EXISTS alone fails when two replicas run it at the same moment.</summary>
    public const string Tables =
        """
        SELECT pg_advisory_xact_lock(hashtext('kafkaaspire.ledger'));
        CREATE TABLE IF NOT EXISTS entries (
            seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            id uuid NOT NULL,
            account text NOT NULL,
            counter_account text,
            kind smallint NOT NULL,
            amount bigint NOT NULL,
            currency text NOT NULL,
            time timestamptz NOT NULL,
            topic text NOT NULL,
            partition integer NOT NULL,
            "offset" bigint NOT NULL);
        CREATE TABLE IF NOT EXISTS balances (
            account text NOT NULL,
            currency text NOT NULL,
            balance bigint NOT NULL,
            PRIMARY KEY (account, currency));
        CREATE TABLE IF NOT EXISTS offsets (
            topic text NOT NULL,
            log text NOT NULL,
            partition integer NOT NULL,
            next_offset bigint NOT NULL,
            applied bigint NOT NULL,
            suppressed bigint NOT NULL,
            PRIMARY KEY (topic, log, partition));
        """;

    /// <summary>
    /// Whether everything is there. Asked first: PostgreSQL refuses CREATE TABLE IF NOT EXISTS to a role that may make no tables, also when they exist.
    /// </summary>
    public const string AreThere =
        $"""
        SELECT to_regclass('entries') IS NOT NULL AND to_regclass('balances') IS NOT NULL AND to_regclass('offsets') IS NOT NULL
            AND (NOT @unique OR to_regclass('{IdIndex}') IS NOT NULL)
        """;

    /// <summary>The index that takes each transaction's id once.</summary>
    public const string IdIndex = "entries_id";

    public const string UniqueIds = $"CREATE UNIQUE INDEX IF NOT EXISTS {IdIndex} ON entries (id);";

    public const string Staging =
        """
        CREATE TEMP TABLE IF NOT EXISTS staging (
            id uuid, account text, counter_account text, kind smallint, amount bigint, currency text, time timestamptz, partition integer, "offset" bigint)
            ON COMMIT DELETE ROWS;
        """;

    public const string CopyToStaging =
        """COPY staging (id, account, counter_account, kind, amount, currency, time, partition, "offset") FROM STDIN (FORMAT BINARY)""";

    public const string CopyToEntries =
        """COPY entries (id, account, counter_account, kind, amount, currency, time, partition, "offset", topic) FROM STDIN (FORMAT BINARY)""";

    /// <summary>The balances that a batch moves, whose entries are all new. Accounts are taken in the same order as in <see cref="Apply"/>.</summary>
    public const string MoveBalances =
        """
        INSERT INTO balances (account, currency, balance)
        SELECT account, currency, effect FROM unnest(@accounts, @currencies, @effects) AS moved (account, currency, effect) ORDER BY account, currency
        ON CONFLICT (account, currency) DO UPDATE SET balance = balances.balance + excluded.balance
        """;

    /// <summary>
    /// Entries whose ids are new, the balances that they move, and the count per partition, in one statement. Accounts are taken in one order,
    /// or two replicas would deadlock on the counter-accounts of transfers.
    /// </summary>
    public const string Apply =
        """
        WITH inserted AS (
            INSERT INTO entries (id, account, counter_account, kind, amount, currency, time, topic, partition, "offset")
            SELECT id, account, counter_account, kind, amount, currency, time, @topic, partition, "offset" FROM staging ORDER BY partition, "offset"
            ON CONFLICT DO NOTHING
            RETURNING account, counter_account, kind, amount, currency, partition),
        effects AS (
            SELECT account, currency, CASE kind WHEN 1 THEN amount ELSE -amount END AS effect FROM inserted
            UNION ALL
            SELECT counter_account, currency, amount FROM inserted WHERE counter_account IS NOT NULL),
        moved AS (
            INSERT INTO balances (account, currency, balance)
            SELECT account, currency, sum(effect)::bigint FROM effects GROUP BY account, currency ORDER BY account, currency
            ON CONFLICT (account, currency) DO UPDATE SET balance = balances.balance + excluded.balance)
        SELECT partition, count(*)::integer FROM inserted GROUP BY partition
        """;

    /// <summary>The fence: a consumer that was paused while another took over finds another offset than it expects, and no row moves.</summary>
    public const string Advance =
        """
        UPDATE offsets SET next_offset = @next, applied = applied + @applied, suppressed = suppressed + @suppressed
        WHERE topic = @topic AND log = @log AND partition = @partition AND next_offset = @expected
        """;

    public const string FirstAdvance =
        """
        INSERT INTO offsets (topic, log, partition, next_offset, applied, suppressed)
        VALUES (@topic, @log, @partition, @next, @applied, @suppressed) ON CONFLICT DO NOTHING
        """;
}
