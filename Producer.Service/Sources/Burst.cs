namespace Producer.Service.Sources;

/// <summary>Made-up transactions that are wanted at once, on top of the rate.</summary>
internal sealed class Burst
{
    /// <summary>The most that one request may ask for.</summary>
    public const int Most = 1_000_000;

    private long _wanted;

    public void Add(int messages) => Interlocked.Add(ref _wanted, messages);

    /// <summary>How many are wanted; asking settles them.</summary>
    public long Take() => Interlocked.Exchange(ref _wanted, 0);

    /// <summary><c>POST /burst?count=100000</c>, there in development only.</summary>
    public static IResult Post(int count, Burst burst)
    {
        if (count is < 1 or > Most)
            return TypedResults.Problem($"count is {count}; 1 to {Most} is allowed", statusCode: StatusCodes.Status400BadRequest);
        burst.Add(count);
        return TypedResults.Accepted((string?)null);
    }
}
