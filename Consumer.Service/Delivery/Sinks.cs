using Consumer.Service.Ledger;
using Consumer.Service.Settlements;

namespace Consumer.Service.Delivery;

/// <summary>Where the effects of a message go.</summary>
internal enum Sink
{
    /// <summary>The ledger, in PostgreSQL or SQLite.</summary>
    Database,

    /// <summary>The topic <c>settlements</c>.</summary>
    Topic,
}

/// <summary>The sinks that there are. Another one is a folder beside <c>Ledger/</c>, and a line in each of these.</summary>
internal static class Sinks
{
    /// <summary>By the name in <c>Consumer:Sink</c>.</summary>
    public static readonly Dictionary<string, Sink> ByName = new() { ["database"] = Sink.Database, ["topic"] = Sink.Topic };

    public static void AddSink(this IHostApplicationBuilder builder, ConsumerOptions options)
    {
        switch (options.Sink)
        {
            case Sink.Database: builder.AddLedger(options); break;
            case Sink.Topic: builder.AddSettlements(); break;
        }
    }
}
