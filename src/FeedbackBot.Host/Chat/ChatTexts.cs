using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;

namespace FeedbackBot.Host.Chat;

/// <summary>The words of the customer's pages, by key, complete in both languages.</summary>
public static class ChatTexts
{
    private static readonly FrozenDictionary<string, string> Chinese = Load(Languages.Chinese);
    private static readonly FrozenDictionary<string, string> English = Load(Languages.English);

    public static string Get(string language, string key, params ReadOnlySpan<(string Name, string Value)> facts)
    {
        var text = All(language)[key];
        foreach (var (name, value) in facts)
        {
            text = text.Replace("{" + name + "}", value, StringComparison.Ordinal);
        }

        return text;
    }

    internal static IReadOnlyDictionary<string, string> All(string language) => Languages.IsChinese(language) ? Chinese : English;

    private static FrozenDictionary<string, string> Load(string language)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"FeedbackBot.Host.Chat.Texts.{language}.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!.ToFrozenDictionary();
    }
}
