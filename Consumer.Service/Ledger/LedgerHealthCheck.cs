using System.Data.Common;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Consumer.Service.Ledger;

/// <summary>Healthy while the ledger database answers.</summary>
internal sealed class LedgerHealthCheck(ILedger ledger) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await ledger.PingAsync(cancellationToken);
            return HealthCheckResult.Healthy(ledger.Description);
        }
        catch (DbException e)
        {
            return new(context.Registration.FailureStatus, $"ledger {ledger.Description}: {e.Message}");
        }
    }
}
