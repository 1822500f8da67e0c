using System.Reflection;
using System.Runtime.InteropServices;

namespace KafkaAspire.LocalCluster;

/// <summary>librdkafka's mock cluster, out of the native library that comes with Confluent.Kafka (rdkafka_mock.h; experimental there).</summary>
internal static unsafe partial class MockNative
{
    private const string Library = "librdkafka";

    static MockNative() => NativeLibrary.SetDllImportResolver(typeof(MockNative).Assembly, Resolve);

    public const int Producer = 0;

    [LibraryImport(Library, EntryPoint = "rd_kafka_version_str", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint VersionString();

    public static string Version => Marshal.PtrToStringUTF8(VersionString()) ?? "";

    [LibraryImport(Library, EntryPoint = "rd_kafka_err2name")]
    private static partial nint ErrorName(int error);

    public static string NameOf(int error) => Marshal.PtrToStringUTF8(ErrorName(error)) ?? "";

    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_new")]
    public static partial nint NewConfiguration();

    /// <summary>Silences the client that the cluster hangs on: its process's output is a protocol.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_set_log_cb")]
    public static partial void SetLogCallback(nint configuration, delegate* unmanaged[Cdecl]<nint, int, byte*, byte*, void> callback);

    [LibraryImport(Library, EntryPoint = "rd_kafka_new")]
    public static partial nint NewClient(int type, nint configuration, byte* error, nuint errorSize);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_new")]
    public static partial nint NewCluster(nint client, int brokers);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_bootstraps")]
    private static partial nint BootstrapsOf(nint cluster);

    public static string Bootstraps(nint cluster) => Marshal.PtrToStringUTF8(BootstrapsOf(cluster)) ?? "";

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_topic_create", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CreateTopic(nint cluster, string topic, int partitions, int replicationFactor);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_partition_set_leader", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetLeader(nint cluster, string topic, int partition, int broker);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_down")]
    public static partial int SetDown(nint cluster, int broker);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_up")]
    public static partial int SetUp(nint cluster, int broker);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_decommission")]
    public static partial int RemoveBroker(nint cluster, int broker);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_add")]
    public static partial int AddBroker(nint cluster, int broker);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_host_port", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void Advertise(nint cluster, int broker, string host, int port);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_set_controller_id")]
    public static partial void SetController(nint cluster, int broker);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_set_apiversion")]
    public static partial int SetApiVersions(nint cluster, short apiKey, short minimum, short maximum);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_group_initial_rebalance_delay_ms")]
    public static partial void SetGroupInitialRebalanceDelay(nint cluster, int milliseconds);

    // The names, and their order, that Confluent.Kafka tries: linked against Kerberos's libraries, without them, for musl.
    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library)
            return 0;
        string[] candidates = RuntimeInformation.RuntimeIdentifier.Contains("alpine") || RuntimeInformation.RuntimeIdentifier.Contains("musl")
            ? ["alpine-librdkafka"]
            : [Library, "centos8-librdkafka"];
        foreach (string candidate in candidates)
            if (NativeLibrary.TryLoad(candidate, assembly, path, out nint library))
                return library;
        return 0;
    }
}
