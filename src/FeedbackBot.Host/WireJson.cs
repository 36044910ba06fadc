using System.Text.Json;

namespace FeedbackBot.Host;

/// <summary>Looks into JSON of a client's own making, where nothing is sure to be there or of the form expected.</summary>
internal static class WireJson
{
    /// <summary>A part by its name; null where there is none, or nothing with parts.</summary>
    public static JsonElement? Part(this JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty(name, out var value) ? value : null;

    /// <summary>A part that is a text; null where it is none.</summary>
    public static string? Text(this JsonElement? element, string name) =>
        element.Part(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
}
