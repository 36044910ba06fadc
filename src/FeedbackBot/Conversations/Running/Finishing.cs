using System.Globalization;
using FeedbackBot.Conversations.Answers;

namespace FeedbackBot.Conversations;

/// <summary>Makes a flow's effects happen and goes back to what it had interrupted.</summary>
internal static class Finishing
{
    public static void Finish(Talk talk)
    {
        Keep(talk);
        foreach (var plan in talk.Flow!.Then)
            Run(talk, plan, null);
        talk.Running = null;
        Resume(talk);
    }

    /// <summary>Files the case before everything is known, and ends the flow.</summary>
    public static void File(Talk talk, Wording receipt)
    {
        Keep(talk);
        talk.Do(FileCase(talk, talk.Flow!.Filing!, new() { ["opened"] = talk.Later(receipt) }));
        talk.Running = null;
        Resume(talk);
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
            EffectKind.TellStatus => new TellStatus(value) { Outcomes = said },
            EffectKind.AddToTicket => new AddToTicket(null, value ?? talk.Heard.Text) { Outcomes = said },
            EffectKind.WithdrawTicket => new WithdrawTicket(value) { Outcomes = said },
            EffectKind.RecordRating when value is not null => new KeepRating(plan.Metric ?? "csat", int.Parse(value, CultureInfo.InvariantCulture)) { Outcomes = said },
            EffectKind.RecordReason when value is not null => new KeepReason(value) { Outcomes = said },
            EffectKind.DismissSurvey => new DismissSurvey { Outcomes = said },
            _ => null,
        };
    }

    private static FileCase FileCase(Talk talk, EffectPlan plan, Dictionary<string, Say> said)
    {
        var running = talk.Running!;
        var main = talk.Flow!.Main;
        var told = main is null ? null : running.Answers.GetValueOrDefault(main.Id);
        return new FileCase
        {
            Kind = plan.TicketKind ?? running.Kind,
            Description = string.Join('\n', new[] { told }.Concat(running.Notes).Where(t => !string.IsNullOrWhiteSpace(t)).Distinct()),
            Fields = running.Answers.Where(a => a.Key != main?.Id).Concat(PageFacts.Place(talk.Page)).ToDictionary(a => a.Key, a => a.Value),
            Flags = running.Flags,
            Urgency = running.Urgency,
            FirstTurn = running.FirstTurn,
            Outcomes = said,
        };
    }
}
