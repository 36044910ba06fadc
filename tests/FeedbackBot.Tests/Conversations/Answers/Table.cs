using FeedbackBot.Conversations;
using FeedbackBot.Conversations.Answers;
using FeedbackBot.Tests.House;
using FeedbackBot.Understanding;

namespace FeedbackBot.Tests.Conversations.Answers;

/// <summary>Tables of what people say and what it comes to: lines "text => value" in Tables/, nothing behind the arrow where it is no answer.</summary>
internal static class Table
{
    /// <summary>A Wednesday morning.</summary>
    public static readonly DateTime Now = new(2026, 11, 18, 10, 30, 0, DateTimeKind.Unspecified);

    public static Heard Said(string text, string language = "zh-Hans") =>
        new(text, Reading.Nothing("test"), Visit.Book.Words, new Occasion(Now, language));

    public static AnswerType Type(string flow, string need) => Visit.Book.Find(flow)!.Find(need)!.Type;

    /// <summary>Every line holds, and there are enough of both sorts; all that does not is shown at once.</summary>
    public static void Holds(string table, string language, Func<Heard, string?> parse, int answers = 40, int others = 15)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "tests/FeedbackBot.Tests/Conversations/Answers/Tables", $"{table}.{language}.txt"))
            .Where(line => line.Contains(" =>", StringComparison.Ordinal))
            .Select(line => line.Split(" =>", 2))
            .Select(parts => (Text: parts[0], Value: parts[1].Trim()))
            .ToList();
        lines.Where(l => (parse(Said(l.Text, language)) ?? "") != l.Value)
            .Select(l => $"{l.Text} => {parse(Said(l.Text, language))} and not {l.Value}")
            .ShouldBeEmpty();
        lines.Count(l => l.Value.Length > 0).ShouldBeGreaterThanOrEqualTo(answers);
        lines.Count(l => l.Value.Length == 0).ShouldBeGreaterThanOrEqualTo(others);
        lines.Select(l => l.Text).ShouldBeUnique();
    }
}
