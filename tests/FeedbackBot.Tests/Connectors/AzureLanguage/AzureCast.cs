using FeedbackBot.Connectors.AzureLanguage;
using FeedbackBot.Tests.Understanding;
using FeedbackBot.Understanding;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tests.Connectors.AzureLanguage;

/// <summary>A reader that asks the loopback service, and messages for it.</summary>
internal static class AzureCast
{
    public static AzureLanguageOptions Settings(string address, double seconds = 20) =>
        new() { Endpoint = address + "/", Key = LoopbackLanguage.Key, Timeout = TimeSpan.FromSeconds(seconds) };

    public static AzureLanguageReader ReaderOf(AzureLanguageOptions settings, TimeProvider? time = null) =>
        new(new AnalyzeText(Options.Create(settings), time ?? TimeProvider.System), NullLogger<AzureLanguageReader>.Instance);

    /// <summary>Read by the embedded reader and covered, as ReadMessage does it.</summary>
    public static CoveredMessage Message(string text)
    {
        var first = Reader.Embedded.Read(text, null);
        return new(PersonalData.Cover(text, first.PersonalData), first);
    }

    public static async Task<Reading?> ReadAsync(this AzureLanguageReader reader, string text) =>
        (await reader.ReadAsync([Message(text)], default)).Single();
}
