namespace KafkaAspire.Docs.Tests.Commands;

/// <summary>A directory that looks like the repository, by symbolic links: what a command writes does not fall into the working copy.</summary>
internal sealed class CopyOfTheRepository : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("kafka-aspire-docs-");

    public CopyOfTheRepository()
    {
        foreach (var entry in new DirectoryInfo(WorkingCopy.Root).EnumerateFileSystemInfos().Where(entry => entry.Name is not ("kept" or ".git")))
            File.CreateSymbolicLink(System.IO.Path.Combine(Path, entry.Name), entry.FullName);
    }

    public string Path => _directory.FullName;

    /// <summary>The program that opens addresses; it opens nothing and notes what it was asked for.</summary>
    public string Browser
    {
        get
        {
            string program = System.IO.Path.Combine(Directory.CreateDirectory(System.IO.Path.Combine(Path, ".browser")).FullName, "xdg-open");
            if (!File.Exists(program))
            {
                File.WriteAllText(program, "#!/bin/sh\necho \"$1\" >> \"$0.log\"\n");
                if (!OperatingSystem.IsWindows())
                    File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            }
            return program;
        }
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
