using System.Data.Common;
using KafkaAspire.Standalone.CommandLine;

namespace KafkaAspire.Standalone.Audit;

/// <summary>Turns what a database driver throws into one line.</summary>
internal static class LedgerFailure
{
    /// <exception cref="RunException">The ledger can't be read.</exception>
    public static T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is DbException or InvalidOperationException { InnerException: DbException } or IOException)
        {
            throw new RunException($"the ledger can't be read: {e.Message.ReplaceLineEndings(" ")}");
        }
    }
}
