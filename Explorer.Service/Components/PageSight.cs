namespace Explorer.Service.Components;

/// <summary>Whether anybody can see the page of this circuit: a tab in the background has no use for figures.</summary>
internal sealed class PageSight
{
    /// <summary>Whether the page is in sight, as far as the browser has told.</summary>
    public bool IsVisible { get; private set; } = true;

    /// <summary>It came into sight, or left it.</summary>
    public event Action? Changed;

    public void Set(bool visible)
    {
        if (visible == IsVisible)
            return;
        IsVisible = visible;
        Changed?.Invoke();
    }
}
