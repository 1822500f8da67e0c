using KafkaAspire.Services.Tests.Databases;
using KafkaAspire.Services.Tests.Running;
using Npgsql;

namespace KafkaAspire.Services.Tests.Security;

/// <summary>PostgreSQL by TLS, and consumers as a role that may do no more than they do.</summary>
public sealed class SecurePostgresTests(PostgresServer server, Brokers brokers) : IClassFixture<Brokers>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_role_runs_on_tables_that_the_owner_made_and_can_do_no_more()
    {
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        string admin = await server.CreateDatabaseAsync();
        string sql = string.Join('\n', SecurityPage.Below("## PostgreSQL: TLS, and two roles").SkipWhile(line => line != "```sql").Skip(1).TakeWhile(line => line != "```"));
        await ExecuteAsync(admin, sql);

        await using (var owner = ServiceProcess.CreateLedger(As(admin, "ledger_owner")))
            Assert.True(await owner.WaitForExitAsync() == 0, owner.Log);
        string service = Encrypted(As(admin, "ledger_service"), server.AuthorityPath);
        await Send.TransactionsAsync(brokers.Cluster.BootstrapServers, [Make.Deposit("A", 100), Make.Transfer("A", "B", 40)]);
        // The second of the two settles an id that the ledger has: by way of the staging table.
        var twice = Make.Deposit("C", 1);
        await Send.TransactionsAsync(brokers.Cluster.BootstrapServers, [twice, twice]);
        await using (var consumer = ServiceProcess.Consumer(brokers.Cluster.BootstrapServers, service))
        {
            await Until.TrueAsync(async () => await CountAsync(admin) == 3, () => consumer.Log);
            Assert.DoesNotContain("fail:", consumer.Log);
        }
        foreach (string forbidden in new[] { "CREATE TABLE more (id int)", "DROP TABLE entries", "DELETE FROM entries", "TRUNCATE balances", "ALTER TABLE offsets ADD more int" })
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(service, forbidden))).SqlState);
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege,
            (await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(As(admin, "ledger_reader"), "UPDATE balances SET balance = 0"))).SqlState);
    }

    [Theory]
    [InlineData("another authority")]
    [InlineData("another host")]
    public async Task A_server_that_is_not_the_right_one_ends_the_consumer_in_one_line(string wrong)
    {
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        string admin = await server.CreateDatabaseAsync();
        string settings = wrong == "another host"
            ? new NpgsqlConnectionStringBuilder(Encrypted(admin, server.AuthorityPath)) { Host = "127.0.0.1" }.ConnectionString
            : Encrypted(admin, server.StrangerPath);
        await using var consumer = ServiceProcess.Consumer(brokers.Cluster.BootstrapServers, settings);
        await SecureClientTests.AssertEndsAsync(consumer, ["certificate", "Root Certificate and Host in ConnectionStrings:ledger"]);
    }

    private static string As(string connectionString, string role) => new NpgsqlConnectionStringBuilder(connectionString) { Username = role }.ConnectionString;

    private static string Encrypted(string connectionString, string authority) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Host = "localhost", SslMode = SslMode.VerifyFull, RootCertificate = authority }.ConnectionString;

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private static async Task<long> CountAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand("SELECT count(*) FROM entries");
        return (long)(await command.ExecuteScalarAsync(Cancel))!;
    }
}
