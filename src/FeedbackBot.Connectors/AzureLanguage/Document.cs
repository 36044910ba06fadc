using System.Globalization;
using FeedbackBot.Understanding;

namespace FeedbackBot.Connectors.AzureLanguage;

/// <summary>A text as the service may get it: in a language it reads, and no longer than it takes.</summary>
/// <param name="Index">The message's place in the batch we were asked for; its id on the wire.</param>
/// <param name="Language">As the service names it.</param>
public sealed record Document(int Index, string Text, string Language)
{
    /// <summary>The service counts what people see as characters, not UTF-16 units.</summary>
    public const int MostElements = 5120;

    public string Id => Index.ToString(CultureInfo.InvariantCulture);

    /// <returns>Null where there is nothing that the service could read.</returns>
    public static Document? Of(CoveredMessage message, int index) =>
        LanguageOf(message.First.Language) is { } language && !string.IsNullOrWhiteSpace(message.Text)
            ? new(index, Cut(message.Text), language)
            : null;

    /// <summary>The language as the embedded reader found it: told nothing, the service takes Chinese for English.</summary>
    private static string? LanguageOf(string language) => language switch
    {
        "zh-Hans" => "zh-hans",
        "zh-Hant" => "zh-hant",
        "en" => "en",
        _ => null,
    };

    /// <summary>Cuts at the end, between characters, so that every place before stays true.</summary>
    private static string Cut(string text)
    {
        if (text.Length <= MostElements) return text;
        var at = 0;
        for (var count = 0; count < MostElements && at < text.Length; count++)
        {
            at += StringInfo.GetNextTextElementLength(text.AsSpan(at));
        }

        return text[..at];
    }
}
