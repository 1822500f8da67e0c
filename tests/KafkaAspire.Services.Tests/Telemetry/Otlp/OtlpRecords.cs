namespace KafkaAspire.Services.Tests.Telemetry.Otlp;

/// <summary>A span as it arrives at a back end.</summary>
internal sealed record OtlpSpan(
    string Service, string Scope, string ScopeVersion, string SchemaUrl, string TraceId, string Id, string ParentId, string TraceState, string Name, int Kind,
    ulong Start, ulong End, Dictionary<string, object> Attributes, List<string> Events, List<(string TraceId, string SpanId)> Links, int Status, string StatusMessage)
{
    public const int Server = 2;
    public const int Client = 3;
    public const int Producer = 4;
    public const int Consumer = 5;
    public const int Error = 2;

    public static IEnumerable<OtlpSpan> Read(byte[] request) =>
        from resource in new ProtobufMessage(request).Messages(1)
        let service = (string)resource.Messages(1).Single().Attributes(1)["service.name"]
        from scope in resource.Messages(2)
        let name = scope.Messages(1).Single()
        from span in scope.Messages(2)
        let status = span.Messages(15).SingleOrDefault()
        select new OtlpSpan(
            service, name.Text(1), name.Text(2), scope.Text(3), span.Hex(1), span.Hex(2), span.Hex(4), span.Text(3), span.Text(5), (int)span.Number(6),
            span.Number(7), span.Number(8), span.Attributes(9), [.. span.Messages(11).Select(item => item.Text(2))],
            [.. span.Messages(13).Select(link => (link.Hex(1), link.Hex(2)))], (int)(status?.Number(3) ?? 0), status?.Text(2) ?? "");
}

/// <summary>A metric as it arrives at a back end: a gauge, a sum or a histogram, and the attributes of each of its series.</summary>
internal sealed record OtlpMetric(string Service, string Scope, string Name, string Unit, string Kind, List<Dictionary<string, object>> Points, double[] Bounds)
{
    public static IEnumerable<OtlpMetric> Read(byte[] request) =>
        from resource in new ProtobufMessage(request).Messages(1)
        let service = (string)resource.Messages(1).Single().Attributes(1)["service.name"]
        from scope in resource.Messages(2)
        from metric in scope.Messages(2)
        let kind = metric.Has(9) ? "histogram" : metric.Has(7) ? "sum" : "gauge"
        let points = metric.Messages(kind switch { "histogram" => 9, "sum" => 7, _ => 5 }).Single().Messages(1).ToList()
        select new OtlpMetric(
            service, scope.Messages(1).Single().Text(1), metric.Text(1), metric.Text(3), kind,
            points.ConvertAll(point => point.Attributes(kind == "histogram" ? 9 : 7)), kind == "histogram" ? points[0].Doubles(7) : []);
}

/// <summary>A log record as it arrives at a back end.</summary>
internal sealed record OtlpLog(string Service, string Severity, string Text, string TraceId, string SpanId)
{
    public static IEnumerable<OtlpLog> Read(byte[] request) =>
        from resource in new ProtobufMessage(request).Messages(1)
        let service = (string)resource.Messages(1).Single().Attributes(1)["service.name"]
        from scope in resource.Messages(2)
        from log in scope.Messages(2)
        select new OtlpLog(service, log.Text(3), log.Messages(5).Single().Text(1), log.Hex(9), log.Hex(10));
}

/// <summary>Attributes in OTLP.</summary>
internal static class OtlpAttributes
{
    public static Dictionary<string, object> Attributes(this ProtobufMessage message, int field) =>
        message.Messages(field).ToDictionary(attribute => attribute.Text(1), attribute => Value(attribute.Messages(2).Single()));

    private static object Value(ProtobufMessage value) =>
        value.Has(1) ? value.Text(1) : value.Has(2) ? value.Number(2) != 0 : value.Has(3) ? (long)value.Number(3) : "(another type)";
}
