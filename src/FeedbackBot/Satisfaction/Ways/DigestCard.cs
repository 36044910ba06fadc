using System.Text.Json.Nodes;
using FeedbackBot.Outbox;

namespace FeedbackBot.Satisfaction.Ways;

/// <summary>A digest as an Adaptive Card, in the envelope that incoming webhooks of Teams take: the heads of what its page tells. Pure.</summary>
internal static class DigestCard
{
    /// <summary>Of the watch-list, and of the accounts with news: Teams takes messages of 28 KB.</summary>
    private const int MostAccounts = 10;

    public static string Write(DigestFacts facts, string baseUrl)
    {
        var words = new DigestWords(facts, baseUrl.TrimEnd('/'));
        var body = new JsonArray(
            new JsonObject { ["type"] = "TextBlock", ["size"] = "Medium", ["weight"] = "Bolder", ["wrap"] = true, ["text"] = words["title"] }, Plain(words.Intro));
        (string Name, string Line)[] watched = [.. words.Watch.Watched.Select(w => (w.Account.Name, w.Line))];
        string?[] lines =
        [
            words.Interim, .. watched.Take(MostAccounts).Select(w => words.Labelled(w.Name, w.Line)), More(watched.Length, words), .. words.Themes.Lines.Select(t => t.Sentence),
        ];
        foreach (var element in lines.OfType<string>().Select(l => Plain(l)).Concat(words.News.Take(MostAccounts).Select(a => Account(a, words))))
        {
            body.Add(element);
        }

        if (More(words.News.Count, words) is { } more)
        {
            body.Add(Plain(more));
        }

        return CardEnvelope.Write(body, words.OpenConsole, words.ConsoleUrl);
    }

    private static string? More(int accounts, DigestWords words) => accounts > MostAccounts ? words.Fill("more", ("n", accounts - MostAccounts)) : null;

    private static JsonObject Account(AccountFacts account, DigestWords words) => new()
    {
        ["type"] = "Container",
        ["separator"] = true,
        ["selectAction"] = new JsonObject { ["type"] = "Action.OpenUrl", ["url"] = words.AccountUrl(account) },
        ["items"] = new JsonArray(
            [
                Plain($"{account.Name} · {words.Tier(account)}", strong: true), Plain(words.Labelled(words["scorePeriod"], words.InOneLine(account.Score))),
                .. words.Others(account).Select(line => Plain(line)), Plain(words.Labelled(words["complaints"], account.Complaints.Count(c => c.IsOpen).ToString(System.Globalization.CultureInfo.InvariantCulture))),
                Plain(words.Labelled(words["next"], words.Next(account))),
            ]),
    };

    /// <summary>A run of text is shown as it is; a TextBlock would read names and quotes as Markdown.</summary>
    private static JsonObject Plain(string text, bool strong = false) => new()
    {
        ["type"] = "RichTextBlock",
        ["inlines"] = new JsonArray(new JsonObject { ["type"] = "TextRun", ["text"] = text, ["weight"] = strong ? "Bolder" : "Default" }),
    };
}
