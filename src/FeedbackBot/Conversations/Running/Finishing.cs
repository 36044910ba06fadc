using System.Globalization;
using FeedbackBot.Conversations.Answers;

namespace FeedbackBot.Conversations;

/// <summary>Makes a flow's effects happen and goes back to what it had interrupted.</summary>
internal static class Finishing
{
    /// <summary>From this much on, words beside an answer are worth keeping.</summary>
    private const double Telling = 4;

    public static void Finish(Talk talk)
    {
        Keep(talk);
        if (talk.Running!.FiledAt is null)
        {
            foreach (var plan in talk.Flow!.Then)
                Run(talk, plan, null);
        }
        End(talk);
    }

    /// <summary>The flow has come to what it was for.</summary>
    public static void End(Talk talk)
    {
        if (Amendment(talk) is { } amendment)
            talk.Do(amendment with { Outcomes = AfterFiling.Outcomes(talk, ("added", Line.Added)) });
        else if (talk.Running is { FiledAt: not null } && !talk.Speaks)
            talk.Say(Line.NothingMore);
        if (talk.Flow?.Filing is not null)
            talk.LastFiled = talk.Running! with { FiledAt = talk.Running.FiledAt ?? talk.Tickets.Count, Step = null, Tries = 0, WantsHuman = false, Skipped = [.. talk.Flow.Needs.Select(n => n.Id)] };
        talk.Running = null;
        Resume(talk);
    }

    /// <summary>Files what cannot wait; what is still missing is asked afterwards.</summary>
    public static void FileAtOnce(Talk talk)
    {
        Keep(talk);
        var receipt = talk.Later(talk.Flow!.AtOnceReceipt!) with { Choices = [talk.Button(Line.HumanButton, "human")] };
        talk.Do(FileCase(talk, talk.Flow.Filing!, new() { ["opened"] = receipt }));
        talk.Running = talk.Running! with { FiledAt = talk.Tickets.Count };
    }

    /// <summary>What was answered in this turn about a case that is filed already; null when nothing was.</summary>
    public static AmendCase? Amendment(Talk talk)
    {
        if (talk.Running is not { FiledAt: { } at } running || at >= talk.Tickets.Count)
            return null;
        var before = talk.AnswersBefore(at);
        var main = talk.Flow?.Main?.Id;
        var changed = running.Answers.Where(a => a.Key != main && before.GetValueOrDefault(a.Key) != a.Value).ToDictionary(a => a.Key, a => a.Value);
        return changed.Count == 0 ? null : new AmendCase(talk.Tickets[at], changed);
    }

    /// <summary>Files the case before everything is known, and ends the flow.</summary>
    public static void File(Talk talk, Wording receipt, params IReadOnlyList<(string Outcome, Say Text)> others)
    {
        Keep(talk);
        var said = new Dictionary<string, Say> { ["opened"] = talk.Later(receipt) };
        foreach (var (outcome, text) in others)
            said[outcome] = text;
        talk.Do(FileCase(talk, talk.Flow!.Filing!, said));
        End(talk);
    }

    /// <summary>Back to the flow beneath, with one line of reminder.</summary>
    public static void Resume(Talk talk)
    {
        talk.NotUnderstood = 0;
        if (talk.Flow is not { } flow)
            return;
        Filling.Known(talk);
        if (talk.Running!.Step is null)
            talk.Say(Line.NextMatter, ("title", talk.Text(flow.Title)));
        Asking.Again(talk);
    }

    public static void Run(Talk talk, EffectPlan plan, Need? answered)
    {
        if (plan.When is not null && !plan.When.Holds(talk.Now))
            return;
        if (plan.Kind == EffectKind.Say)
            talk.Say(plan.Outcomes[""]);
        else if (Effect(talk, plan, talk.Answer(plan.From ?? answered?.Id ?? "")) is { } effect)
            talk.Do(effect);
    }

    /// <summary>What was just given to a question of a made survey, or that it was passed over, is stored; words beside a rating or a choice with it.</summary>
    public static void KeepResponse(Talk talk, string id)
    {
        if (talk.Running!.Subject is not { } survey || talk.Flow?.Find(id) is not { Kept: { } said } need)
            return;
        var words = talk.Pending == need && talk.Answer(id) is not null && Beside(talk, need) >= Telling ? talk.Heard.Text : null;
        talk.Do(new KeepResponse(survey, id, talk.Answer(id), words) { Outcomes = said.ToDictionary(o => o.Key, o => talk.Later(o.Value)) });
    }

    private static double Beside(Talk talk, Need need) => need.Type switch
    {
        RatingAnswer => talk.Heard.Content,
        PickedAnswer picked => talk.Hear(picked.Without(talk.Heard.Plain)).Content,
        _ => 0,
    };

    /// <summary>How to reach the customer is not asked a second time in a conversation, nor an order that is said to be the same.</summary>
    private static void Keep(Talk talk)
    {
        foreach (var need in talk.Flow!.Needs.Where(n => n.Type is ContactChannelAnswer or OrderNumberAnswer))
        {
            if (talk.Answer(need.Id) is { } value)
                talk.Lasting = new Dictionary<string, string>(talk.Lasting) { [need.Id] = value };
        }
    }

    private static Effect? Effect(Talk talk, EffectPlan plan, string? value)
    {
        var said = plan.Outcomes.ToDictionary(o => o.Key, o => talk.Later(o.Value));
        return plan.Kind switch
        {
            EffectKind.OpenTicket => FileCase(talk, plan, said),
            EffectKind.TellStatus => new TellStatus(value, talk.Answer(plan.Code ?? "")) { Outcomes = said },
            EffectKind.AddToTicket => new AddToTicket(null, value ?? talk.Heard.Text) { Outcomes = said },
            EffectKind.WithdrawTicket => new WithdrawTicket(value) { Outcomes = said },
            EffectKind.RecordRating when int.TryParse(value, CultureInfo.InvariantCulture, out var rating) => new KeepRating(plan.Metric ?? "csat", rating) { Outcomes = said },
            EffectKind.RecordReason when value is not null => new KeepReason(value) { Outcomes = said },
            EffectKind.JoinIdea when talk.Running!.Similar is { } idea => new AddVoice(idea.Ticket, Told(talk)) { Outcomes = said },
            EffectKind.DismissSurvey => Dismissed(talk, said),
            EffectKind.KeepPreference => Wish(talk, plan, said),
            EffectKind.MailTranscript when value is not null => new MailTranscript(value) { Outcomes = said },
            EffectKind.VerifyByEmail when value is not null => new VerifyThenFile(FileCase(talk, plan, []), value) { Outcomes = said },
            _ => null,
        };
    }

    /// <summary>The survey is over, also where it was interrupted to say so.</summary>
    private static DismissSurvey Dismissed(Talk talk, Dictionary<string, Say> said)
    {
        talk.DropSurveyBeneath();
        return new DismissSurvey { Outcomes = said };
    }

    private static KeepPreference Wish(Talk talk, EffectPlan plan, Dictionary<string, Say> said)
    {
        string? Told(string wish) => plan.Wishes.TryGetValue(wish, out var need) ? talk.Answer(need) : null;
        return new KeepPreference(Told("channel"), Told("quiet_hours"), Told("messages")) { Outcomes = said };
    }

    private static FileCase FileCase(Talk talk, EffectPlan plan, Dictionary<string, Say> said)
    {
        var running = talk.Running!;
        var main = talk.Flow!.Main;
        return new FileCase
        {
            Kind = plan.TicketKind ?? running.Kind,
            Topic = plan.Topic,
            Description = Told(talk),
            Fields = running.Answers.Where(a => a.Key != main?.Id).Concat(PageFacts.Place(talk.Page)).ToDictionary(a => a.Key, a => a.Value),
            Flags = running.Flags,
            Urgency = running.Urgency,
            FirstTurn = running.FirstTurn,
            Outcomes = said,
        };
    }

    /// <summary>The matter in the customer's words: the main text and what was said beside the answers.</summary>
    private static string Told(Talk talk)
    {
        var told = talk.Flow!.Main is { } main ? talk.Answer(main.Id) : null;
        return string.Join('\n', new[] { told }.Concat(talk.Running!.Notes).Where(t => !string.IsNullOrWhiteSpace(t)).Distinct());
    }
}
