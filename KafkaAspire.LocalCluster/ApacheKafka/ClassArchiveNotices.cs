namespace KafkaAspire.LocalCluster;

/// <summary>Makes the class archive that a cluster lacks, beside the cluster, and says in one line what came of it.</summary>
internal static class ClassArchiveNotices
{
    extension(ProcessClusterOptions options)
    {
        /// <summary>Never fails: a cluster runs without an archive.</summary>
        public async Task MakeClassArchiveAsync()
        {
            if (options.ClassArchiveDirectory is not { } directory)
                return;
            KafkaInstallation kafka = options.Installation;
            var archive = new ClassArchive(kafka, directory);
            if (archive.FindBroken() is { } broken)
                options.OnNotice?.Invoke($"class archive '{broken}' is damaged: it is not used, and replaced");
            if (archive.Find() is not null)
                return;
            try
            {
                if (await kafka.MakeClassArchiveAsync(directory) is { } made)
                    options.OnNotice?.Invoke($"made a class archive of Apache Kafka {kafka.KafkaVersion} for Java {kafka.JavaVersion}, '{made}': "
                        + "brokers start faster from the next run on");
            }
            catch (LocalClusterException exception)
            {
                options.OnNotice?.Invoke($"brokers start without a class archive: {exception.Message}");
            }
        }
    }
}
