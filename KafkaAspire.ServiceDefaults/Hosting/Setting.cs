namespace KafkaAspire.ServiceDefaults.Hosting;

/// <summary>A setting that a service reads.</summary>
/// <param name="Key">Its key; as an environment variable, with <c>__</c> for each colon.</param>
/// <param name="Fallback">What holds when none is given; empty for nothing.</param>
/// <param name="Unit">What a number counts; empty where it is none.</param>
/// <param name="Allowed">Which values are taken.</param>
internal sealed record Setting(string Key, string Fallback, string Unit, string Allowed);
