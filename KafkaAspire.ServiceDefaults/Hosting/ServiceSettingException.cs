namespace KafkaAspire.ServiceDefaults.Hosting;

/// <summary>A setting that keeps a service from starting. The message is one line that names the key, the value and what is allowed.</summary>
/// <param name="message">The line. A value in it may be anything: line ends and what else a terminal would act upon are replaced.</param>
public sealed class ServiceSettingException(string message) : Exception(string.Concat(message.Select(c => char.IsControl(c) ? ' ' : c)));
