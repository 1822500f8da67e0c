namespace KafkaAspire.LocalCluster.Tests;

public sealed class ReaperTests
{
    public ReaperTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /bin/sh and /proc");

    [Fact]
    public async Task It_kills_who_is_left_and_their_children()
    {
        var descendant = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ChildProcess left = ChildProcess.Start(new ChildProcessOptions("/bin/sh", "-c", "sleep 1000 & echo $!; wait")
        {
            OnOutput = line => descendant.TrySetResult(int.Parse(line)),
        });
        ProcessIdentity grandchild = ProcessIdentity.Of(await descendant.Task)!.Value;
        await using ChildProcess forgotten = ChildProcess.Start(new ChildProcessOptions("sleep", "1000"));

        ReaperHost.Run(new StringReader($"+ {ProcessIdentity.Of(left.Id)}\n+ {ProcessIdentity.Of(forgotten.Id)}\n- {ProcessIdentity.Of(forgotten.Id)}\n"));

        Assert.Equal(128 + 9, await left.Exited);
        await Eventually.TrueAsync(() => !grandchild.IsAlive, "the child's child is gone");
        Assert.False(forgotten.HasExited);
    }

    [Fact]
    public async Task It_does_not_kill_another_process_that_got_the_same_id()
    {
        await using ChildProcess other = ChildProcess.Start(new ChildProcessOptions("sleep", "1000"));
        ProcessIdentity identity = ProcessIdentity.Of(other.Id)!.Value;
        ReaperHost.Run(new StringReader($"+ {identity with { Start = identity.Start - 1 }}\n"));
        Assert.False(other.HasExited);
        Assert.True(identity.IsAlive);
    }

    [Fact]
    public async Task One_that_was_killed_is_replaced()
    {
        await using ChildProcess first = ChildProcess.Start(new ChildProcessOptions("sleep", "1000"));
        int before = Reaper.ProcessId!.Value;
        using (var reaper = System.Diagnostics.Process.GetProcessById(before))
        {
            reaper.Kill();
            await reaper.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        await using ChildProcess second = ChildProcess.Start(new ChildProcessOptions("sleep", "1000"));
        Assert.NotEqual(before, Reaper.ProcessId);
    }
}
