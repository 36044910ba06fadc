namespace FeedbackBot;

/// <summary>A text in both languages of the interface.</summary>
public sealed record LocalizedText(string ZhHans, string En)
{
    /// <summary>The text for a language code; every Chinese code gets the Chinese one.</summary>
    public string In(string? language) => Languages.IsChinese(language) ? ZhHans : En;
}

/// <summary>Language codes: zh-Hans, zh-Hant, en, und; the interface speaks zh-Hans and en.</summary>
public static class Languages
{
    public const string Chinese = "zh-Hans";
    public const string English = "en";

    public static bool IsChinese(string? language) => language?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The interface language nearest to a code or locale such as zh-CN or en-GB; English where nothing fits.</summary>
    public static string Interface(string? locale) => IsChinese(locale) ? Chinese : English;
}
