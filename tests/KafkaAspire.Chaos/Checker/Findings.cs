using System.Globalization;
using KafkaAspire.Chaos.CommandLine;

namespace KafkaAspire.Chaos.Checker;

/// <summary>A sort of finding.</summary>
internal enum Flaw
{
    /// <summary>Acknowledged to a caller, and neither applied nor dead-lettered.</summary>
    Lost,

    /// <summary>In the log without an acknowledgement, and neither applied nor dead-lettered.</summary>
    Skipped,

    /// <summary>Took effect more often than it may.</summary>
    Doubled,

    /// <summary>Handled more often than it is in the log, as the ledger's own counts say.</summary>
    HandledTwice,

    /// <summary>After a later one of the same account.</summary>
    Reordered,

    /// <summary>To be seen although its transaction was not committed.</summary>
    AbortedVisible,

    /// <summary>A balance that is not the sum of its entries.</summary>
    WrongBalance,

    /// <summary>Applied, and never in the log.</summary>
    Phantom,

    /// <summary>Other content than was sent.</summary>
    Altered,

    /// <summary>A message of a newer contract that is not, byte by byte, in the dead-letter topic.</summary>
    LostLetter,

    /// <summary>Not settled by the deadline, with everything healed.</summary>
    Unsettled,
}

/// <summary>What the checker counted and found.</summary>
internal sealed class Findings
{
    private const int ExamplesOfEach = 5;
    private readonly Dictionary<Flaw, int> _counts = [];
    private readonly List<string> _examples = [];

    public int Acknowledged { get; set; }
    public int Logged { get; set; }
    public int Applied { get; set; }
    public int DeadLettered { get; set; }

    /// <summary>Letters that are in the dead-letter topic more than once, which every mode allows.</summary>
    public int RepeatedLetters { get; set; }

    public IReadOnlyList<string> Examples => _examples;

    public int this[Flaw flaw] => _counts.GetValueOrDefault(flaw);

    public void Add(Flaw flaw, FormattableString example)
    {
        int count = _counts[flaw] = this[flaw] + 1;
        if (count <= ExamplesOfEach)
            _examples.Add($"{flaw}: {example.ToString(CultureInfo.InvariantCulture)}");
    }

    /// <summary>What a guarantee rules out.</summary>
    public static IReadOnlyList<Flaw> RuledOutBy(Delivery delivery) => delivery switch
    {
        Delivery.AtMostOnce => [Flaw.Doubled, Flaw.AbortedVisible, Flaw.WrongBalance, Flaw.Phantom, Flaw.Altered, Flaw.Unsettled],
        Delivery.AtLeastOnce => [Flaw.Lost, Flaw.Skipped, Flaw.WrongBalance, Flaw.Phantom, Flaw.Altered, Flaw.LostLetter, Flaw.Unsettled],
        _ => Enum.GetValues<Flaw>(),
    };

    public bool PromiseHeld(Delivery delivery) => RuledOutBy(delivery).All(flaw => this[flaw] == 0);
}
