using Explorer.Service.Cluster;
using Microsoft.AspNetCore.Components;

namespace Explorer.Service.Components;

/// <summary>A component that shows the cluster as it is now, for as long as its page is in sight.</summary>
public abstract class LiveComponent : ComponentBase, IDisposable
{
    private IDisposable? _watching;

    /// <summary>Scans the cluster.</summary>
    [Inject]
    protected ClusterWatch Watch { get; set; } = null!;

    /// <summary>Whether anybody can see the page.</summary>
    [Inject]
    internal PageSight Sight { get; set; } = null!;

    /// <summary>What to show. It stays the same during one rendering.</summary>
    protected ClusterView View { get; private set; } = ClusterView.NotYet;

    /// <summary>Whether the figures are followed: not while the page is hidden, nor before the browser is connected.</summary>
    protected bool IsFollowed => _watching is not null;

    /// <inheritdoc />
    protected override void OnInitialized() => View = Watch.Current;

    /// <inheritdoc />
    protected override void OnAfterRender(bool firstRender)
    {
        // Not earlier: a page that is only prerendered has nobody who looks at it.
        if (!firstRender)
            return;
        Sight.Changed += Follow;
        Follow();
        // What waited for the browser begins now, and not with the next scan.
        Show();
    }

    private void Follow()
    {
        _watching?.Dispose();
        _watching = Sight.IsVisible ? Watch.Watch(OnScanned) : null;
    }

    private void OnScanned() => _ = InvokeAsync(Show);

    private void Show()
    {
        View = Watch.Current;
        OnViewChanged();
        StateHasChanged();
    }

    /// <summary>The view is a newer one, and about to be rendered.</summary>
    protected virtual void OnViewChanged()
    {
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops following.</summary>
    /// <param name="disposing">Whether it was asked for.</param>
    protected virtual void Dispose(bool disposing)
    {
        Sight.Changed -= Follow;
        _watching?.Dispose();
    }
}
