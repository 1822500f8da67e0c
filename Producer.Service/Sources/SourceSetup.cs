using Producer.Service.Sending;

namespace Producer.Service.Sources;

/// <summary>Where transactions come from.</summary>
internal enum Source
{
    /// <summary>They are made up.</summary>
    Generate,

    /// <summary>A file, or standard input.</summary>
    File,

    /// <summary>Callers post them.</summary>
    Http,
}

/// <summary>The sources that there are. Another one is a file here, and a line in each of these.</summary>
internal static class SourceSetup
{
    /// <summary>By the name in <c>Producer:Source</c>.</summary>
    public static readonly Dictionary<string, Source> ByName = new()
    {
        ["generate"] = Source.Generate,
        ["file"] = Source.File,
        ["http"] = Source.Http,
    };

    public static void AddSource(this IHostApplicationBuilder builder, Source source)
    {
        switch (source)
        {
            case Source.Generate: builder.Services.AddHostedService<GenerateSource>(); break;
            case Source.File: builder.Services.AddHostedService<FileSource>(); break;
            case Source.Http: break; // it is called
        }
    }

    /// <summary>Maps what the service answers over HTTP.</summary>
    public static void MapProducer(this WebApplication app)
    {
        var source = app.Services.GetRequiredService<ProducerOptions>().Source;
        app.MapGet("/status", (TransactionSender sender) => sender.ReadFigures());
        var writes = app.MapWrites();
        writes.MapPost("/pause", (Throttle throttle) => throttle.Pause());
        writes.MapPost("/resume", (Throttle throttle) => throttle.Resume());
        if (source == Source.Http)
            writes.MapPost("/transactions", HttpSource.PostAsync).WithMetadata(HttpSource.SizeLimit);
        if (source == Source.Generate && app.Environment.IsDevelopment())
            writes.MapPost("/burst", Burst.Post);
    }
}
