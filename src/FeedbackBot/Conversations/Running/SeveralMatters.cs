using System.Globalization;
using FeedbackBot.Conversations.Answers;
using FeedbackBot.Understanding;

namespace FeedbackBot.Conversations;

/// <summary>One message with several affairs, announced as such or about different orders: one question, then one case each.</summary>
internal static class SeveralMatters
{
    /// <summary>Shorter parts are a turn of phrase and no affair.</summary>
    private const double PartFrom = 2.5;

    private const int QuotedAtMost = 60;

    /// <summary>The key in the question's state under which the first affair stands; the next ones follow by number.</summary>
    private const string Matter = "matter";

    public static bool Take(Talk talk)
    {
        if (talk.Heard.Content < 8 || talk.Heard.IsKind(FeedbackKind.Question))
            return false;
        var parts = MatterSplit.Of(talk);
        if (parts.Count < 2 || parts.Any(p => talk.Part(p).Content < PartFrom))
            return false;
        Ask(talk, parts);
        return true;
    }

    public static string Text(Talk talk, IReadOnlyList<string> parts) => talk.Text(
        Line.SeveralMatters,
        ("count", Count(talk.Language, parts.Count)),
        ("matters", string.Join("\n", parts.Select((p, i) => $"{i + 1}. {Short(p)}"))));

    public static IReadOnlyList<string> Parts(RunningFlow asked) =>
        [.. Enumerable.Range(1, MatterSplit.AtMost).Select(i => asked.Answers.GetValueOrDefault(Key(i))).OfType<string>()];

    public static bool Answer(Talk talk, RunningFlow asked)
    {
        if (talk.Heard.Means(Intent.Cancel) || talk.Heard.Means(Intent.StartOver))
            return false;
        var parts = Parts(asked);
        var apart = !talk.Heard.Means(Intent.Together) && (Presuming.YesNo(talk.Heard) == YesNoAnswer.Yes || talk.Heard.Means(Intent.Apart));
        var told = apart ? parts : [string.Join('\n', parts)];
        talk.Heard = talk.Part(told[0]);
        Opening.Open(talk, FlowOf(talk, told[0]), told[0], asked with { Flags = talk.Heard.Reading.Flags, Urgency = talk.Heard.Reading.Urgency });
        foreach (var part in told.Skip(1))
            talk.Queue(Prepared(talk, part, asked));
        return true;
    }

    private static void Ask(Talk talk, IReadOnlyList<string> parts) =>
        Asides.Ask(talk, SharedSteps.SeveralMatters, Text(talk, parts), parts.Select((p, i) => (Key(i + 1), p)).ToArray());

    /// <summary>What the part is by itself; what cannot be told is a trouble like the rest.</summary>
    private static Flow FlowOf(Talk talk, string part) =>
        Filling.Kind(talk.Part(part).Reading) is { } kind && talk.Book.For(kind) is { } own ? own : talk.Book.For(FeedbackKind.Complaint)!;

    private static RunningFlow Prepared(Talk talk, string part, RunningFlow asked)
    {
        var flow = FlowOf(talk, part);
        var heard = talk.Part(part);
        var answers = Filling.SpottedBy(flow.Needs, heard);
        if (flow.Main is { } main)
            answers[main.Id] = part;
        return Opening.Begun(talk, flow) with
        {
            Answers = answers,
            Notes = flow.Main is null ? [part] : [],
            Kind = Filling.Kind(heard.Reading),
            Flags = heard.Reading.Flags,
            Urgency = heard.Reading.Urgency,
            FirstTurn = asked.FirstTurn,
        };
    }

    private static string Key(int number) => Matter + number.ToString(CultureInfo.InvariantCulture);

    private static string Count(string language, int count) =>
        language == Languages.English ? new[] { "two", "three", "four" }[count - 2] : new[] { "两", "三", "四" }[count - 2];

    private static string Short(string text) => text.Length <= QuotedAtMost ? text.TrimEnd('.', '。') : TextCleaning.Cut(text, QuotedAtMost) + "…";
}
