namespace FeedbackBot;

/// <summary>The product's own sentences outside the dialogs, by key, complete in both languages.</summary>
public static class Texts
{
    private static readonly TextFile File = new(typeof(Texts).Assembly, "FeedbackBot.Texts.");

    public static string Get(string? language, string key, params ReadOnlySpan<(string Name, string Value)> facts) => File.Get(language, key, facts);

    internal static IReadOnlyDictionary<string, string> All(string language) => File.In(language);
}
