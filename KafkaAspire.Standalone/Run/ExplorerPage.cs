using System.ComponentModel;
using System.Diagnostics;
using KafkaAspire.Standalone.Services;

namespace KafkaAspire.Standalone.Run;

/// <summary>Opens the Explorer in the browser of whoever asked for it, once it answers.</summary>
internal static class ExplorerPage
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits for the Explorer's first answer, or its end, and opens its page. A machine without a browser is told the address.</summary>
    public static async Task OpenAsync(ServiceProcess explorer, Action<string> say)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(1) };
        while (!await AnswersAsync(http, new(explorer.Address, "/alive")))
        {
            if (await Task.WhenAny(explorer.Exited, Task.Delay(Look)) == explorer.Exited)
                return; // its end is reported where all ends are
        }
        try
        {
            Process.Start(new ProcessStartInfo(explorer.Address.AbsoluteUri) { UseShellExecute = true })?.Dispose();
        }
        catch (Win32Exception e)
        {
            say($"no browser could be opened ({e.Message}): the Explorer is at {explorer.Address}");
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient http, Uri address)
    {
        try
        {
            using var answer = await http.GetAsync(address);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false; // it starts
        }
    }
}
