using System.Text;
using KafkaAspire.Fuzz.Claims;

namespace KafkaAspire.Fuzz.Targets;

/// <summary>What callers post.</summary>
internal static class HttpTargets
{
    /// <summary>A request: the idempotency key in the first line, then the body.</summary>
    public static readonly FuzzTarget Body = new("http-body", Holds,
        [[.. "\"order-7\"\n"u8, .. MessageTargets.Right], [.. "\n["u8, .. MessageTargets.Right, (byte)',', .. MessageTargets.Right, (byte)']'], "key\n[null,{}]"u8.ToArray()], MessageTargets.Words);

    private static void Holds(byte[] request)
    {
        int end = Array.IndexOf(request, (byte)'\n');
        BodyClaims.HaveAVisibleKeyOrNone(end < 0 ? [] : [Encoding.Latin1.GetString(request, 0, end)]);
        BodyClaims.AreDraftsOrRefused(request[(end + 1)..]);
    }
}
