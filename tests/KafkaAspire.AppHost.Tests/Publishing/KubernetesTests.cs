namespace KafkaAspire.AppHost.Tests.Publishing;

public class KubernetesTests
{
    [Fact]
    public async Task The_chart_has_a_stateful_set_per_broker_topics_first_and_a_scaled_consumer()
    {
        var folder = await PublishedFiles.WriteAsync("kubernetes", TestContext.Current.CancellationToken);
        try
        {
            string Template(params string[] path) => File.ReadAllText(Path.Combine([folder.FullName, "templates", .. path]));
            for (int id = 1; id <= 3; id++)
            {
                string set = Template($"kafka-{id}", "statefulset.yaml");
                Assert.Contains($"serviceName: \"kafka-{id}-service\"", set);
                Assert.Contains("volumeClaimTemplates:", set);
                Assert.Contains("enableServiceLinks: false", set);
                Assert.Contains("clusterIP: \"None\"", Template($"kafka-{id}", "service.yaml"));
                Assert.Contains("publishNotReadyAddresses: true", Template($"kafka-{id}", "service.yaml"));
                Assert.Contains($"CLIENT://kafka-{id}-service.{{{{ .Release.Namespace }}}}.svc:9092", Template($"kafka-{id}", "config.yaml"));
            }
            Assert.Contains("kind: \"Job\"", Template("kafka-topics", "job.yaml"));
            foreach (string service in (string[])["producer", "consumer"])
            {
                string deployment = Template(service, "deployment.yaml");
                string first = PublishedFiles.Entry(deployment, "initContainers", 6);
                Assert.Contains("name: \"kafka-topics\"", first);
                Assert.Contains("transactions 12 3", first);
            }
            foreach (string service in (string[])["producer", "consumer", "explorer"])
            {
                string containers = PublishedFiles.Entry(Template(service, "deployment.yaml"), "containers", 6);
                Assert.Contains("readOnlyRootFilesystem: true", containers);
                Assert.Contains("runAsNonRoot: true", containers);
                Assert.Contains("allowPrivilegeEscalation: false", containers);
                Assert.Contains("- \"ALL\"", containers);
                Assert.Contains("type: \"RuntimeDefault\"", containers);
                Assert.Contains("mountPath: \"/tmp\"", containers);
            }
            Assert.Contains("replicas: 2", Template("producer", "deployment.yaml"));
            Assert.Contains("replicas: 3", Template("consumer", "deployment.yaml"));
            string scaled = Template("consumer", "lag.yaml");
            Assert.Contains("kind: \"ScaledObject\"", scaled);
            Assert.Contains("minReplicaCount: 3", scaled);
            Assert.Contains("maxReplicaCount: 12", scaled);
            Assert.Contains("consumerGroup: \"ledger\"", scaled);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
