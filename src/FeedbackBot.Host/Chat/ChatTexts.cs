namespace FeedbackBot.Host.Chat;

/// <summary>The words of the customer's pages, by key, complete in both languages.</summary>
public static class ChatTexts
{
    private static readonly TextFile File = new(typeof(ChatTexts).Assembly, "FeedbackBot.Host.Chat.Texts.");

    public static string Get(string language, string key, params ReadOnlySpan<(string Name, string Value)> facts) => File.Get(language, key, facts);

    internal static IReadOnlyDictionary<string, string> All(string language) => File.In(language);
}
