using KafkaAspire.Standalone.Build;

namespace KafkaAspire.Standalone.Services;

internal enum ServiceKind { Producer, Consumer, Explorer }

internal static class ServiceKinds
{
    /// <summary>The project whose assembly is started.</summary>
    public static string Project(this ServiceKind kind) => kind switch
    {
        ServiceKind.Producer => ServicesBuild.Producer,
        ServiceKind.Consumer => ServicesBuild.Consumer,
        _ => ServicesBuild.Explorer,
    };
}
