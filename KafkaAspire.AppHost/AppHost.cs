using KafkaAspire.Contracts;

var builder = DistributedApplication.CreateBuilder(args);

// Three brokers that look like one connection, "kafka". A topic exists before anybody who refers to the cluster starts.
var kafka = builder.AddKafkaCluster("kafka", brokers: 3)
    .WithTopic(Topics.Transactions.Name, Topics.Transactions.Partitions)
    .WithTopic(Topics.TransactionsDeadLetter.Name, Topics.TransactionsDeadLetter.Partitions)
    .WithTopic(Topics.Settlements.Name, Topics.Settlements.Partitions);

// The ledger: account entries, balances and the offsets that were applied, in one database.
var ledger = builder.AddPostgres("postgres").AddDatabase("ledger");

builder.AddProject<Projects.Producer_Service>("producer")
    .WithReference(kafka).WaitFor(kafka)
    .WithReplicas(2);

builder.AddProject<Projects.Consumer_Service>("consumer")
    .WithReference(kafka).WaitFor(kafka)
    .WithReference(ledger).WaitFor(ledger)
    .WithConsumerGroup(kafka, Topics.Transactions.Name, group: "ledger")
    .WithReplicas(3);

builder.Build().Run();
