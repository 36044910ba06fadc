using FeedbackBot.Conversations.Answers;
using FeedbackBot.Understanding;

namespace FeedbackBot.Conversations;

/// <summary>One message with two affairs, announced as such or about different orders: one question, then one case each.</summary>
internal static class SeveralMatters
{
    public static bool Take(Talk talk)
    {
        if (talk.Heard.Content < 8 || talk.Heard.IsQuestion || Kind(talk) is null || Split(talk) is not var (first, second))
            return false;
        var text = talk.Text(Line.SeveralMatters, ("first", Short(first)), ("second", Short(second)));
        Asides.Ask(talk, SharedSteps.SeveralMatters, text, first, second);
        return true;
    }

    public static bool Answer(Talk talk, RunningFlow asked)
    {
        if (talk.Book.For(FeedbackKind.Complaint) is not { } flow || talk.Heard.Means(Intent.Cancel) || talk.Heard.Means(Intent.StartOver))
            return false;
        var first = asked.Answers[SharedSteps.Said];
        var second = asked.Answers[SharedSteps.Second];
        if (YesNoAnswer.Read(talk.Heard) != YesNoAnswer.Yes)
        {
            Begin(talk, flow, first + "\n" + second, asked);
            return true;
        }
        Begin(talk, flow, first, asked);
        talk.Queue(Prepared(talk, flow, second, asked));
        return true;
    }

    private static FeedbackKind? Kind(Talk talk) =>
        talk.Heard.IsKind(FeedbackKind.Complaint) || talk.Heard.Reading.KindAbstained
            ? FeedbackKind.Complaint : null;

    private static void Begin(Talk talk, Flow flow, string said, RunningFlow asked)
    {
        talk.Heard = new Heard(said, talk.Turn.Reading with { Flags = asked.Flags }, talk.Book.Words, talk.Heard.Occasion);
        Opening.Open(talk, flow, said, asked);
    }

    private static RunningFlow Prepared(Talk talk, Flow flow, string said, RunningFlow asked)
    {
        var heard = new Heard(said, talk.Turn.Reading, talk.Book.Words, talk.Heard.Occasion);
        var answers = flow.Needs.Where(n => n.Type.CanSpot && n.Type.Spot(heard) is not null)
            .ToDictionary(n => n.Id, n => n.Type.Spot(heard)!);
        answers[flow.Main!.Id] = said;
        return Opening.Begun(talk, flow) with { Answers = answers, Flags = asked.Flags, Urgency = asked.Urgency, FirstTurn = asked.FirstTurn };
    }

    private static (string First, string Second)? Split(Talk talk)
    {
        var clauses = Clauses(talk.Heard.Text);
        var at = clauses.Count < 2 ? 0 : ByOrder(talk, clauses);
        if (at == 0 && clauses.Count >= 2 && talk.Heard.Means(Intent.SeveralMatters))
            at = ByAnnouncement(talk, clauses);
        return at == 0 ? null : (Whole(talk, clauses, 0, at), Whole(talk, clauses, at, clauses.Count));
    }

    /// <summary>Two different order numbers in two different clauses; the place of the second, or 0.</summary>
    private static int ByOrder(Talk talk, List<Range> clauses)
    {
        if (talk.Heard.Means(Intent.Correction)
            || talk.Book.For(FeedbackKind.Complaint)?.Needs.Select(n => n.Type).OfType<OrderNumberAnswer>().FirstOrDefault() is not { } orders)
            return 0;
        string? seen = null;
        for (var i = 0; i < clauses.Count; i++)
        {
            var here = orders.Spot(Part(talk, clauses[i]));
            if (seen is not null && here is not null && here != seen)
                return i;
            seen ??= here;
        }
        return 0;
    }

    /// <summary>"First … second …", "一是…二是…": the last clause that begins with the announcement begins the second matter.</summary>
    private static int ByAnnouncement(Talk talk, List<Range> clauses)
    {
        var starts = talk.Book.Words[Intent.SecondMatter];
        for (var i = clauses.Count - 1; i > 0; i--)
        {
            if (starts.Find(Part(talk, clauses[i]).Plain).Start is >= 0 and <= 4)
                return i;
        }
        return 0;
    }

    private static List<Range> Clauses(string text)
    {
        var clauses = new List<Range>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var ends = "。!?！？;；\n,，:：".Contains(text[i]) || (text[i] == '.' && (i + 1 == text.Length || text[i + 1] == ' '));
            if (!ends && i + 1 < text.Length)
                continue;
            clauses.Add(start..(i + 1));
            start = i + 1;
        }
        return clauses;
    }

    private static Heard Part(Talk talk, Range clause) => new(talk.Heard.Text[clause], talk.Turn.Reading, talk.Book.Words, talk.Heard.Occasion);

    /// <summary>The clauses as they were written, without an announcement at their beginning.</summary>
    private static string Whole(Talk talk, List<Range> clauses, int from, int to)
    {
        while (from < to - 1 && Part(talk, clauses[from]) is { Content: <= 6 } opening
            && (opening.Means(Intent.SeveralMatters) || opening.Means(Intent.SecondMatter)))
            from++;
        return talk.Heard.Text[clauses[from].Start..clauses[to - 1].End].Trim(' ', ',', '，', ';', '；', '\n');
    }

    private static string Short(string text) => text.Length <= 60 ? text.TrimEnd('.', '。') : text[..60].TrimEnd('\uD83C', '\uD83D', '\uD83E') + "…";
}
