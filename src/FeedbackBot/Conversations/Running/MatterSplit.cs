using FeedbackBot.Conversations.Answers;
using FeedbackBot.Understanding;

namespace FeedbackBot.Conversations;

/// <summary>Cuts a message where it says that another affair begins, or where it comes to another order.</summary>
internal static class MatterSplit
{
    public const int AtMost = 4;

    /// <summary>In a long story "another thing" and "second" are part of the one affair.</summary>
    private const int StoryFrom = 500;

    private static readonly string[] Joints = [" and ", " plus ", "还有", "另外", "和订单", "和单号"];

    private const string Ends = "。!?！？;；\n,，:：";

    /// <summary>The affairs as they were written, in order; fewer than two when it is only one.</summary>
    public static IReadOnlyList<string> Of(Talk talk)
    {
        var clauses = Clauses(talk.Heard.Text);
        if (talk.Heard.Means(Intent.Together))
            return [];
        var starts = ByOrder(talk, clauses);
        if (starts.Count == 0)
            (clauses, starts) = WithinClauses(talk, clauses);
        if (starts.Count == 0 && talk.Heard.Plain.Length <= StoryFrom && talk.Heard.Means(Intent.SeveralMatters))
            starts = ByAnnouncement(talk, clauses);
        if (starts.Count == 0)
            return [];
        int[] bounds = [0, .. starts.Take(AtMost - 1).Select(i => BeforeIt(talk, clauses, i)).Distinct(), clauses.Count];
        return [.. bounds.Zip(bounds.Skip(1), (from, to) => Whole(talk, clauses, from, to))];
    }

    /// <summary>"Order A had a hole and order B never came": cut before the word that joins them.</summary>
    private static (List<Range> Clauses, List<int> Starts) WithinClauses(Talk talk, List<Range> clauses)
    {
        var finer = Clauses(talk.Heard.Text, Joints);
        return ByOrder(talk, finer) is { Count: > 0 } starts ? (finer, starts) : (clauses, []);
    }

    /// <summary>"Second, order AB…": the word that announces an affair belongs to it.</summary>
    private static int BeforeIt(Talk talk, List<Range> clauses, int start) =>
        start > 1 && Part(talk, clauses[start - 1]) is { Content: <= 3 } before && (before.Means(Intent.CountedMatter) || before.Means(Intent.SecondMatter)) ? start - 1 : start;

    /// <summary>The clauses in which a new order number turns up.</summary>
    private static List<int> ByOrder(Talk talk, List<Range> clauses)
    {
        if (talk.Heard.Means(Intent.Correction)
            || talk.Book.For(FeedbackKind.Complaint)?.Needs.Select(n => n.Type).OfType<OrderNumberAnswer>().FirstOrDefault() is not { } orders)
            return [];
        var seen = new HashSet<string>();
        var starts = new List<int>();
        for (var i = 0; i < clauses.Count; i++)
        {
            if (orders.Spot(Part(talk, clauses[i])) is { } here && seen.Add(here) && seen.Count > 1)
                starts.Add(i);
        }
        return starts;
    }

    /// <summary>Counted ("second", "二是"), every count begins an affair; else the last "another thing" does.</summary>
    private static List<int> ByAnnouncement(Talk talk, List<Range> clauses)
    {
        var counted = Beginning(talk, clauses, Intent.CountedMatter);
        return counted.Count > 0 ? counted : [.. Beginning(talk, clauses, Intent.SecondMatter).TakeLast(1)];
    }

    private static List<int> Beginning(Talk talk, List<Range> clauses, Intent announcement) =>
        [.. Enumerable.Range(1, Math.Max(0, clauses.Count - 1)).Where(i => talk.Book.Words[announcement].Find(Part(talk, clauses[i]).Plain).Start is >= 0 and <= 4)];

    private static List<Range> Clauses(string text, string[]? joints = null)
    {
        var clauses = new List<Range>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var ends = Ends.Contains(text[i]) || (text[i] == '.' && (i + 1 == text.Length || text[i + 1] == ' '))
                || (joints is not null && joints.Any(j => string.CompareOrdinal(text, i + 1, j, 0, j.Length) == 0));
            if (!ends && i + 1 < text.Length)
                continue;
            clauses.Add(start..(i + 1));
            start = i + 1;
        }
        return clauses;
    }

    private static Heard Part(Talk talk, Range clause) => talk.Hear(talk.Heard.Text[clause]);

    /// <summary>The clauses as they were written, without an announcement at their beginning.</summary>
    private static string Whole(Talk talk, List<Range> clauses, int from, int to)
    {
        while (from < to - 1 && Part(talk, clauses[from]) is { Content: <= 6 } opening
            && (opening.Means(Intent.SeveralMatters) || opening.Means(Intent.SecondMatter) || opening.Means(Intent.CountedMatter)))
            from++;
        return talk.Heard.Text[clauses[from].Start..clauses[to - 1].End].Trim(' ', ',', '，', ';', '；', '\n');
    }
}
