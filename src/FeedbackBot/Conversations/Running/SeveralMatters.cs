using FeedbackBot.Conversations.Answers;

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
        if (YesNoAnswer.Read(talk.Heard) is not { } answer || talk.Book.Flows.FirstOrDefault(f => f.Kind == Understanding.FeedbackKind.Complaint) is not { } flow)
            return false;
        var first = asked.Answers[SharedSteps.Said];
        var second = asked.Answers[SharedSteps.Second];
        if (answer == YesNoAnswer.No)
        {
            Begin(talk, flow, first + "\n" + second, asked);
            return true;
        }
        Begin(talk, flow, first, asked);
        talk.Queue(Prepared(talk, flow, second, asked));
        return true;
    }

    private static Understanding.FeedbackKind? Kind(Talk talk) =>
        talk.Heard.IsKind(Understanding.FeedbackKind.Complaint) || talk.Heard.Reading.KindAbstained
            ? Understanding.FeedbackKind.Complaint : null;

    private static void Begin(Talk talk, Flow flow, string said, RunningFlow asked)
    {
        talk.Heard = new Heard(said, talk.Turn.Reading with { Flags = asked.Flags }, talk.Book.Words);
        Opening.Open(talk, flow, said, asked);
    }

    private static RunningFlow Prepared(Talk talk, Flow flow, string said, RunningFlow asked)
    {
        var heard = new Heard(said, talk.Turn.Reading, talk.Book.Words);
        var answers = flow.Needs.Where(n => n.Type.CanSpot && n.Type.Spot(heard) is not null)
            .ToDictionary(n => n.Id, n => n.Type.Spot(heard)!);
        answers[flow.Main!.Id] = said;
        return Opening.Begun(talk, flow) with { Answers = answers, Flags = asked.Flags, Urgency = asked.Urgency, FirstTurn = asked.FirstTurn };
    }

    private static (string First, string Second)? Split(Talk talk)
    {
        var sentences = Sentences(talk.Heard.Text);
        if (sentences.Count < 2)
            return null;
        return ByOrder(talk, sentences) ?? (talk.Heard.Means(Intent.SeveralMatters) ? ByAnnouncement(talk, sentences) : null);
    }

    /// <summary>Two different order numbers in two different sentences.</summary>
    private static (string, string)? ByOrder(Talk talk, List<string> sentences)
    {
        if (talk.Heard.Means(Intent.Correction)
            || talk.Book.For(Understanding.FeedbackKind.Complaint)?.Needs.Select(n => n.Type).OfType<OrderNumberAnswer>().FirstOrDefault() is not { } orders)
            return null;
        string? seen = null;
        for (var i = 0; i < sentences.Count; i++)
        {
            var here = orders.Spot(new Heard(sentences[i], talk.Turn.Reading, talk.Book.Words));
            if (seen is not null && here is not null && here != seen)
                return (Whole(sentences, 0, i), Whole(sentences, i, sentences.Count));
            seen ??= here;
        }
        return null;
    }

    /// <summary>"First … second …", "一是…二是…": the last sentence that begins with the announcement begins the second matter.</summary>
    private static (string, string)? ByAnnouncement(Talk talk, List<string> sentences)
    {
        var starts = talk.Book.Words[Intent.SecondMatter];
        for (var i = sentences.Count - 1; i > 0; i--)
        {
            if (starts.Find(Plain.Of(sentences[i])).Start is >= 0 and <= 3)
                return (Whole(sentences, 0, i), Whole(sentences, i, sentences.Count));
        }
        return null;
    }

    private static List<string> Sentences(string text)
    {
        var sentences = new List<string>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var ends = text[i] is '。' or '!' or '?' or '！' or '？' or ';' or '；' or '\n' or ',' or '，' || (text[i] == '.' && (i + 1 == text.Length || text[i + 1] == ' '));
            if (!ends && i + 1 < text.Length)
                continue;
            var sentence = text[start..(i + 1)].Trim();
            if (sentence.Length > 0)
                sentences.Add(sentence);
            start = i + 1;
        }
        return sentences;
    }

    private static string Whole(List<string> sentences, int from, int to) =>
        string.Join(' ', sentences.GetRange(from, to - from)).TrimEnd(',', '，', ';', '；');

    private static string Short(string text) => text.Length <= 60 ? text.TrimEnd('.', '。') : text[..60].TrimEnd('\uD83C', '\uD83D', '\uD83E') + "…";
}
