using System.Globalization;
using System.Text;

namespace Explorer.Service.Audit;

/// <summary>Offsets in words: <c>17, 20-25</c>. It keeps the first of them only, however many there are.</summary>
internal sealed class OffsetRanges
{
    private const int MostRanges = 20;
    private readonly List<(long From, long To)> _ranges = [];
    private bool _more;

    /// <summary>Adds an offset. Those that follow one another become a range.</summary>
    /// <param name="offset">The offset.</param>
    public void Add(long offset)
    {
        if (_ranges.Count > 0 && _ranges[^1] is var (from, to) && offset == to + 1)
            _ranges[^1] = (from, offset);
        else if (_ranges.Count < MostRanges)
            _ranges.Add((offset, offset));
        else
            _more = true;
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (from, to) in _ranges)
        {
            text.Append(text.Length > 0 ? ", " : "").Append(CultureInfo.InvariantCulture, $"{from}");
            if (to > from)
                text.Append(CultureInfo.InvariantCulture, $"-{to}");
        }
        return _more ? $"{text} and more" : text.ToString();
    }
}
