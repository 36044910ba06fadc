using FeedbackBot.Conversations.Answers;
using FeedbackBot.Understanding;

namespace FeedbackBot.Conversations;

/// <summary>A message while nothing is going on: small talk, a word about an earlier case, or a new matter.</summary>
internal static class Opening
{
    private const double VagueAtMost = 7;
    private const double StoryFrom = 4.5;
    private const double LikelyFrom = 3;
    private const double Sure = 0.7;

    public static bool Take(Talk talk) =>
        Interrupting.Take(talk)
        || Drafts.Take(talk)
        || SmallTalk.Take(talk)
        || AfterFiling.Take(talk)
        || SeveralMatters.Take(talk)
        || ByWords(talk)
        || Faq(talk)
        || ByDemand(talk)
        || ByWish(talk)
        || ByHint(talk)
        || ByKind(talk)
        || ByForm(talk)
        || ByStory(talk)
        || Clarifying.Take(talk);

    /// <summary>Opens a flow with what was said, acknowledges it, and asks for what is missing.</summary>
    public static void Open(Talk talk, Flow flow, string said, RunningFlow? from = null)
    {
        var reading = talk.Turn.Reading;
        talk.Push(Begun(talk, flow) with
        {
            FirstTurn = from?.FirstTurn ?? talk.Turns,
            Flags = reading.Flags | (from?.Flags ?? default),
            Urgency = from is { } earlier && earlier.Urgency > reading.Urgency ? earlier.Urgency : reading.Urgency,
        });
        talk.NotUnderstood = 0;
        var told = from is null ? talk.Hear(said) : talk.Part(said);
        var tells = told.TellsSomething(flow.Says) && !(from?.Step is null or SharedSteps.ClarifyKind && IsVague(flow, told));
        if (tells && flow.Main is { } main)
            Filling.Put(talk, main, said);
        Filling.Spot(talk, told);
        Filling.Spot(talk);
        Filling.Mentioned(talk, told);
        Filling.Known(talk);
        // In the customer's own terms: what the story names is known by now.
        if (tells && flow is { Main: not null, Acknowledge: { } acknowledge })
            talk.Say(acknowledge);
        Asking.Next(talk);
    }

    /// <summary>"I'm not happy", "出问题了", "refund me": nothing is named yet, so it is asked what happened.</summary>
    public static bool IsVague(Flow flow, Heard told)
    {
        if (told.Content > VagueAtMost || told.Plain.Any(char.IsAsciiDigit))
            return false;
        return Wish(flow)?.Without(told.Plain) is { } rest && rest != told.Plain && !new Heard(rest, told.Reading, told.Words, told.Occasion).TellsSomething(flow.Says)
            || (!told.IsKind(FeedbackKind.Praise) && !told.IsKind(FeedbackKind.Suggestion) && told.Reading.Topics is [] or [{ Label: "other" }, ..] && !told.IsPutAsQuestion && told.Reading.Opinions.All(o => o.About.Length == 0)
                && told.Content <= (told.Words[Intent.NamesNothing].IsIn(told.Plain) ? VagueAtMost : 3));
    }

    public static ChoiceAnswer? Wish(Flow flow) => flow.Needs.Select(n => n.Type).OfType<ChoiceAnswer>().FirstOrDefault();

    public static RunningFlow Begun(Talk talk, Flow flow) => Adapting.Begin(flow, new()
    {
        Flow = flow.Name,
        Kind = Filling.Kind(talk.Turn.Reading),
        FirstTurn = talk.Turns,
    });

    /// <summary>The ways in, in the order that the files give.</summary>
    public static IReadOnlyList<Choice> Buttons(Talk talk) =>
        [.. talk.Book.Flows.Where(f => f.Button is not null).Select(f => new Choice(talk.Text(f.Button!), f.Name))];

    private static bool ByWords(Talk talk)
    {
        if (Named(talk) is not { } flow)
            return false;
        Open(talk, flow, talk.Heard.Text);
        return true;
    }

    /// <summary>A flow by its button or its opening words.</summary>
    public static Flow? Named(Talk talk) =>
        talk.Book.Flows.FirstOrDefault(f => f.Button is not null && f.Name == talk.Heard.Plain) ?? talk.Book.Opened(talk.Heard.Plain);

    private static bool Faq(Talk talk)
    {
        if (!talk.Heard.IsQuestion || talk.Heard.IsKind(FeedbackKind.Complaint) || IsIdea(talk) || talk.Book.Answering(talk.Heard.Plain) is not { } entry)
            return false;
        talk.Say(entry.Answer);
        return true;
    }

    /// <summary>"Could you not close later?": whoever proposes something is not asking what is.</summary>
    private static bool IsIdea(Talk talk) =>
        talk.Heard.IsKind(FeedbackKind.Suggestion) || talk.Book.For(FeedbackKind.Suggestion)?.Hints.IsIn(talk.Heard.Plain) == true;

    private static bool ByKind(Talk talk)
    {
        var reading = talk.Heard.Reading;
        if (talk.Heard.Content < 1.5 || reading.KindAbstained || reading.Kind is not { } kind || talk.Book.For(kind.Label) is not { } flow)
            return false;
        Open(talk, flow, talk.Heard.Text);
        return true;
    }

    /// <summary>No kind is certain, but it is put as such things are put; anger in the form of a question is a complaint.</summary>
    private static bool ByHint(Talk talk)
    {
        if (talk.Book.Flows.FirstOrDefault(f => f.Hints.IsIn(talk.Heard.Plain)) is not { } flow)
            return false;
        var kind = Filling.Kind(talk.Heard.Reading);
        var angry = kind == FeedbackKind.Question && !IsPlainQuestion(talk) && talk.Heard.Reading.Sentiment?.Label == Sentiment.Negative;
        if (kind is not null && kind != flow.Kind && !(angry && flow.Kind == FeedbackKind.Complaint))
            return false;
        Open(talk, flow, talk.Heard.Text);
        return true;
    }

    private static bool IsPlainQuestion(Talk talk) =>
        talk.Heard.IsKind(FeedbackKind.Question) && talk.Heard.Reading.Kind?.Confidence >= Sure && talk.Heard.IsPutAsQuestion;

    /// <summary>"Can you fix it?" about something that went wrong or was ordered is no general question.</summary>
    private static bool AboutACase(Talk talk, Flow flow) =>
        flow.Hints.IsIn(talk.Heard.Plain) || flow.Needs.Any(n => n.Type is OrderNumberAnswer && n.Type.Spot(talk.Heard) is not null);

    /// <summary>No kind is certain, but it asks.</summary>
    private static bool ByForm(Talk talk)
    {
        if (!talk.Heard.IsPutAsQuestion || talk.Heard.Content < 3 || Filling.Kind(talk.Heard.Reading) is not null
            || talk.Book.For(FeedbackKind.Question) is not { } flow)
            return false;
        Open(talk, flow, talk.Heard.Text);
        return true;
    }

    /// <summary>No kind is certain, but something is told at length, asks nothing and praises nothing: somebody tells a trouble.</summary>
    private static bool ByStory(Talk talk)
    {
        var heard = talk.Heard;
        if (heard.Content < (heard.Reading.Kind?.Label == FeedbackKind.Complaint ? LikelyFrom : StoryFrom) || heard.IsPutAsQuestion || heard.Reading.Kind is not { } kind || kind.Label is FeedbackKind.Suggestion or FeedbackKind.Praise
            || heard.Reading.Sentiment is { Label: Sentiment.Positive or Sentiment.Mixed } || !talk.Book.Words.SentenceWords.IsIn(heard.Plain)
            || talk.Book.For(FeedbackKind.Complaint) is not { } flow)
            return false;
        Open(talk, flow, heard.Text);
        return true;
    }

    /// <summary>"Bravo, three weeks and no sofa. I want my money back": what is demanded tells more than how it is put.</summary>
    private static bool ByDemand(Talk talk)
    {
        if (IsPlainQuestion(talk) || talk.Book.Flows.FirstOrDefault(f => f.Kind is not null && Wish(f)?.Demanded(talk.Heard) is not null) is not { } flow)
            return false;
        Open(talk, flow, talk.Heard.Text);
        return true;
    }

    /// <summary>Something is wished for that only one kind of matter knows, a repair or an apology, and it is not a question about it.</summary>
    private static bool ByWish(Talk talk)
    {
        var kind = Filling.Kind(talk.Heard.Reading);
        var flow = talk.Book.Flows.FirstOrDefault(f => f.Kind is not null && (kind is null or FeedbackKind.Question || kind == f.Kind)
            && (AboutACase(talk, f) || (!talk.Heard.IsPutAsQuestion && !IsPlainQuestion(talk)))
            && f.Needs.Any(n => n.Type is ChoiceAnswer && n.Type.Spot(talk.Heard) is not null));
        if (flow is null || (!talk.Heard.TellsSomething(flow.Says) && !IsBareWish(flow, talk.Heard)))
            return false;
        Open(talk, flow, talk.Heard.Text);
        return true;
    }

    /// <summary>"退钱": what is wished for and nothing else; what happened is asked next.</summary>
    private static bool IsBareWish(Flow flow, Heard heard) =>
        Wish(flow)?.Without(heard.Plain) is { } rest && rest != heard.Plain && !rest.Any(char.IsLetterOrDigit);
}
