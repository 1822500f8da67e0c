namespace KafkaAspire.ServiceDefaults.Hosting;

/// <summary>A setting that keeps a service from starting. The message is one line that names the key, the value and what is allowed.</summary>
/// <param name="message">The line.</param>
public sealed class ServiceSettingException(string message) : Exception(message);
