using System.Text.Json.Nodes;
using FeedbackBot.Outbox;

namespace FeedbackBot.Satisfaction.Ways;

/// <summary>A digest as an Adaptive Card, in the envelope that incoming webhooks of Teams take: the heads of what its page tells. Pure.</summary>
internal static class DigestCard
{
    private const int MostAccounts = 10;

    public static string Write(DigestFacts facts, string baseUrl)
    {
        var words = new DigestWords(facts, baseUrl.TrimEnd('/'));
        var body = new JsonArray(
            new JsonObject { ["type"] = "TextBlock", ["size"] = "Medium", ["weight"] = "Bolder", ["wrap"] = true, ["text"] = words["title"] }, Plain(words.Intro));
        foreach (var line in new[] { words.Interim }.OfType<string>().Concat(words.Watch.Watched.Select(w => words.Labelled(w.Account.Name, w.Line))).Concat(words.Themes.Lines.Select(t => t.Sentence)))
        {
            body.Add(Plain(line));
        }

        foreach (var account in words.News.Take(MostAccounts))
        {
            body.Add(Account(account, words));
        }

        return CardEnvelope.Write(body, words.OpenConsole, words.ConsoleUrl);
    }

    private static JsonObject Account(AccountFacts account, DigestWords words) => new()
    {
        ["type"] = "Container",
        ["separator"] = true,
        ["selectAction"] = new JsonObject { ["type"] = "Action.OpenUrl", ["url"] = words.AccountUrl(account) },
        ["items"] = new JsonArray(
            Plain($"{account.Name} · {words.Tier(account)}", strong: true), Plain(words.Labelled(words["scorePeriod"], words.InOneLine(account.Score))),
            Plain(words.Labelled(words["complaints"], account.Complaints.Count(c => c.IsOpen).ToString(System.Globalization.CultureInfo.InvariantCulture))), Plain(words.Labelled(words["next"], words.Next(account)))),
    };

    /// <summary>A run of text is shown as it is; a TextBlock would read names and quotes as Markdown.</summary>
    private static JsonObject Plain(string text, bool strong = false) => new()
    {
        ["type"] = "RichTextBlock",
        ["inlines"] = new JsonArray(new JsonObject { ["type"] = "TextRun", ["text"] = text, ["weight"] = strong ? "Bolder" : "Default" }),
    };
}
