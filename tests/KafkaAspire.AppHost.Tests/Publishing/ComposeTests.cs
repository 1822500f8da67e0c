namespace KafkaAspire.AppHost.Tests.Publishing;

public class ComposeTests
{
    [Fact]
    public async Task The_compose_file_has_brokers_topics_ledger_and_the_replicas_of_the_AppHost()
    {
        var folder = await PublishedFiles.WriteAsync("compose", TestContext.Current.CancellationToken);
        try
        {
            string yaml = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "docker-compose.yaml"), TestContext.Current.CancellationToken);
            for (int id = 1; id <= 3; id++)
            {
                string broker = PublishedFiles.Entry(yaml, $"kafka-{id}", 2);
                Assert.Contains($"KAFKA_NODE_ID: \"{id}\"", broker);
                Assert.Contains($"CLIENT://kafka-{id}:9092,INTERNAL://kafka-{id}:9093", broker);
                Assert.Contains("1@kafka-1:9094,2@kafka-2:9094,3@kafka-3:9094", broker);
                Assert.Contains("healthcheck:", broker);
                Assert.Contains("/var/lib/kafka/data", PublishedFiles.Entry(broker, "volumes", 4));
            }
            Assert.Contains("service_healthy", PublishedFiles.Entry(yaml, "kafka-topics", 2));
            Assert.Contains("transactions 12 3", PublishedFiles.Entry(yaml, "kafka-topics", 2));
            Assert.Contains("pg_isready", PublishedFiles.Entry(yaml, "postgres", 2));
            Assert.Contains("POSTGRES_DB: \"ledger\"", PublishedFiles.Entry(yaml, "postgres", 2));
            foreach (string service in (string[])["producer", "consumer", "explorer"])
            {
                string restricted = PublishedFiles.Entry(yaml, service, 2);
                Assert.Contains("read_only: true", restricted);
                Assert.Contains("/tmp", PublishedFiles.Entry(restricted, "tmpfs", 4));
                Assert.Contains("ALL", PublishedFiles.Entry(restricted, "cap_drop", 4));
                Assert.Contains("no-new-privileges:true", PublishedFiles.Entry(restricted, "security_opt", 4));
            }
            Assert.Contains("replicas: 2", PublishedFiles.Entry(yaml, "producer", 2));
            string consumer = PublishedFiles.Entry(yaml, "consumer", 2);
            Assert.Contains("replicas: 3", consumer);
            Assert.Contains("ConnectionStrings__kafka: \"kafka-1:9092,kafka-2:9092,kafka-3:9092\"", consumer);
            Assert.Contains("service_completed_successfully", PublishedFiles.Entry(PublishedFiles.Entry(consumer, "depends_on", 4), "kafka-topics", 6));
            Assert.Contains("service_healthy", PublishedFiles.Entry(PublishedFiles.Entry(consumer, "depends_on", 4), "postgres", 6));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Every_dollar_sign_of_the_topic_script_is_escaped()
    {
        var folder = await PublishedFiles.WriteAsync("compose", TestContext.Current.CancellationToken);
        try
        {
            string yaml = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "docker-compose.yaml"), TestContext.Current.CancellationToken);
            string command = PublishedFiles.Entry(PublishedFiles.Entry(yaml, "kafka-topics", 2), "command", 4);
            Assert.DoesNotContain("$", command.Replace("$$", ""));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
