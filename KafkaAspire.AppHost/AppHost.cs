using KafkaAspire.Contracts;
using Microsoft.Extensions.Configuration;

var builder = DistributedApplication.CreateBuilder(args);

// What `aspire publish` writes: a Docker Compose file, or with `-- --deploy-to kubernetes` a Helm chart.
if (builder.Configuration["deploy-to"] == "kubernetes")
    builder.AddKubernetesEnvironment("kubernetes").WithProperties(kubernetes => kubernetes.DefaultStorageType = "pvc");
else
    builder.AddDockerComposeEnvironment("compose");

// Three brokers that look like one connection, "kafka"; or a cluster that runs elsewhere, when ConnectionStrings:kafka names its brokers.
var kafka = builder.Configuration.GetConnectionString("kafka") is null
    ? builder.AddKafkaCluster("kafka", brokers: 3).WithDataVolumes()
    : builder.AddExternalKafkaCluster("kafka");

// A topic exists before anybody who refers to the cluster starts. Kafka UI is a JVM of its own: start it from the dashboard.
foreach (var topic in Topics.All)
    kafka.WithTopic(topic.Name, topic.Partitions);
kafka.WithKafkaUI(ui => ui.WithExplicitStart());

// The ledger: entries, balances, and the offsets up to which they hold, in one database.
var ledger = builder.AddPostgres("postgres")
    .WithDataVolume("kafkaaspire-ledger")
    // Aspire creates the database in run mode only.
    .WithEnvironment("POSTGRES_DB", "ledger")
    .WithDeploymentHealthCheck("pg_isready", "-U", "postgres")
    .AddDatabase("ledger");

// Aspire asks its projects for every trace (always_on). Unset, the services' own limit holds, and a burst floods no dashboard.
const string TracesSampler = "OTEL_TRACES_SAMPLER";

builder.AddProject<Projects.Producer_Service>("producer")
    .WithReference(kafka).WaitFor(kafka)
    .WithEnvironment(TracesSampler, "")
    .WithHttpHealthCheck("/health")
    .WithReplicaCommand("burst", "Burst of 100,000", "/burst?count=100000", new() { IconName = "TopSpeed", IsHighlighted = true })
    .WithReplicaCommand("pause", "Pause", "/pause", new() { IconName = "Pause" })
    .WithReplicaCommand("resume", "Resume", "/resume", new() { IconName = "Play" })
    .WithRestrictedContainer()
    .WithReplicas(2);

builder.AddProject<Projects.Consumer_Service>("consumer")
    .WithReference(kafka).WaitFor(kafka)
    .WithReference(ledger).WaitFor(ledger)
    .WithEnvironment(TracesSampler, "")
    .WithConsumerGroup(kafka, Topics.Transactions.Name, group: "ledger")
    .WithHttpHealthCheck("/health")
    .WithCrashCommand()
    .WithRestrictedContainer()
    .WithReplicas(3);

builder.AddProject<Projects.Explorer_Service>("explorer")
    .WithReference(kafka).WaitFor(kafka)
    .WithReference(ledger)
    // A message links to its trace in the dashboard, whose addresses are this program's own. Published, it is at none that is known here.
    .WithEnvironment("Explorer__DashboardUrl", builder.ExecutionContext.IsRunMode ? builder.Configuration["ASPNETCORE_URLS"]?.Split(';')[0] ?? "" : "")
    .WithHttpHealthCheck("/health")
    .WithRestrictedContainer()
    .WithUrlForEndpoint("http", url => url.DisplayText = "Explorer")
    .WithExternalHttpEndpoints();

builder.Build().Run();
