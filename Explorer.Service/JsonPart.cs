using System.Text.Json;
using System.Text.Json.Nodes;

namespace Explorer.Service;

/// <summary>A part of an answer for programs, by a path as a person would write it: <c>topics/transactions/partitions/0</c>.</summary>
internal static class JsonPart
{
    // What names an element of a list, in the order in which it is looked for: a group's partition has the name of its topic, too.
    private static readonly string[] Names = ["id", "name", "partition"];

    /// <summary>Answers with all of a thing, or with the part that the path leads to.</summary>
    /// <param name="whole">The thing.</param>
    /// <param name="path">A property, or in a list the name, the id or the number of an element, at each step; null for all of it.</param>
    /// <param name="options">How it is written.</param>
    public static IResult Answer<T>(T whole, string? path, JsonSerializerOptions options)
    {
        if (path is null)
            return Results.Json(whole, options);
        return TryFind(JsonSerializer.SerializeToNode(whole, options), path, out var found)
            ? Results.Json(found, options)
            : Results.Problem($"There is no \"{path}\".", statusCode: StatusCodes.Status404NotFound);
    }

    private static bool TryFind(JsonNode? whole, string path, out JsonNode? found)
    {
        found = whole;
        foreach (string step in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (found is JsonObject thing && thing.TryGetPropertyValue(step, out var property))
                found = property;
            else if (found is JsonArray list && list.FirstOrDefault(element => NameOf(element) == step) is { } element)
                found = element;
            else
                return false;
        }
        return true;
    }

    private static string? NameOf(JsonNode? element) =>
        element is JsonObject thing ? Names.Select(name => thing[name]).FirstOrDefault(name => name is not null)?.ToString() : null;
}
