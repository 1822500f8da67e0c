using KafkaAspire.LocalCluster;

try
{
    return args switch
    {
        ["embedded", .. var options] => EmbeddedHost.Run(options, Console.In, Console.Out),
        ["kafka", .. var options] => await ProcessHost.RunAsync(options, Console.In, Console.Out),
        ["reaper"] => ReaperHost.Run(Console.In),
        _ => throw new LocalClusterException("usage: embedded|kafka --brokers N --topic NAME:PARTITIONS..., or reaper"),
    };
}
catch (LocalClusterException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
