using System.Text.Json;
using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Conversations;

/// <summary>One turn, as the acts of its decision see it.</summary>
public sealed record TurnScene(Conversation Conversation, Contact Contact, Message? Heard)
{
    /// <summary>The state as the decision left it; effects add to it.</summary>
    public ConversationState State { get; set; } = ConversationState.Start;

    /// <summary>The invitation that the running (or just ended) survey answers.</summary>
    public Guid? Subject { get; set; }

    public List<Message> Replies { get; } = [];
}

/// <summary>Does what a decision says, in order and in the commit it is called in: messages are appended, effects become use cases, and their outcomes are said.</summary>
public sealed class PerformActs(PerformTicketActs tickets, PerformSurveyActs surveys, PerformIdeaActs ideas, PerformContactActs contacts, PerformChatActs chats,
    RequestTranscript transcripts, HearCustomer hear, TimeProvider time)
{
    public async Task<IReadOnlyList<Message>> RunAsync(FeedbackDb db, TurnScene scene, Decision decision)
    {
        scene.Subject = SubjectOf(decision.State) ?? SubjectOf(TakeTurn.StateOf(scene.Conversation));
        scene.State = decision.State;
        foreach (var act in decision.Acts)
        {
            if (act is Say say)
            {
                Say(db, scene, say, Outcome.Silent);
            }
            else if (act is Effect effect)
            {
                var outcome = await PerformAsync(db, scene, effect);
                if (effect.Outcomes.TryGetValue(outcome.Name, out var words))
                {
                    Say(db, scene, words, outcome);
                }
            }
        }

        if (scene.Replies.Count > decision.Acts.OfType<Say>().Count())
        {
            scene.State = scene.State with { LastSaid = [.. scene.Replies.Select(r => r.Text)] };
        }

        scene.Conversation.KeepState(StateJson.Write(scene.State));
        return scene.Replies;
    }

    /// <summary>While an agent has the turn, what the customer says goes to the case and the bot is silent.</summary>
    /// <returns>Where it landed; null where the conversation has no case.</returns>
    public async Task<HeardOn?> PassToAgentAsync(FeedbackDb db, Conversation conversation, Message heard)
    {
        var ticket = await db.SpokenOfAsync(conversation.Id);
        var landed = ticket == null ? null : await hear.RunAsync(db, ticket, conversation, heard);
        await PerformChatActs.CustomerWroteAsync(db, conversation, heard);
        return landed;
    }

    private async Task<Outcome> PerformAsync(FeedbackDb db, TurnScene scene, Effect effect) => effect switch
    {
        FileCase open => await tickets.OpenAsync(db, scene, open),
        TellStatus tell => await tickets.TellAsync(db, scene, tell),
        AmendCase amend => await tickets.AmendAsync(db, scene, amend),
        AddToTicket add => await tickets.AddAsync(db, scene, add),
        LeaveLine => await chats.LeaveAsync(db, scene),
        WithdrawTicket withdraw => await tickets.WithdrawAsync(db, scene, withdraw),
        KeepRating rating => await surveys.RateAsync(db, scene, rating),
        KeepReason reason => await surveys.ExplainAsync(db, scene, reason),
        KeepResponse response => await surveys.RespondAsync(db, scene, response),
        DismissSurvey => await surveys.DismissAsync(db, scene),
        AddVoice voice => await ideas.JoinAsync(db, scene, voice),
        RememberContact told => contacts.Remember(scene, told),
        KeepPreference wish => contacts.Keep(scene, wish),
        MailTranscript copy => await transcripts.RunAsync(db, scene, copy),
        VerifyThenFile held => await contacts.VerifyAsync(db, scene, held),
        _ => throw new NotSupportedException($"No one performs {effect.GetType().Name}."),
    };

    private static Guid? SubjectOf(ConversationState state) =>
        state.Flows.LastOrDefault(f => f.Subject != null) is { } survey && Guid.TryParse(survey.Subject, out var id) ? id : null;

    private void Say(FeedbackDb db, TurnScene scene, Say say, Outcome outcome)
    {
        var draft = new Draft(Speaker.Bot, PersonalData.Mask(Placeholders.Fill(say.Text, outcome.Facts)))
        {
            Language = say.Language,
            Flow = say.Flow,
            Step = say.Step,
            ReceiptOf = outcome.ReceiptOf,
            TicketNumber = TicketNumber.Parse(outcome.ReceiptOf),
            ReplyTo = scene.Heard?.Sequence,
            Extras = say.Choices.Count == 0 ? null : new() { Choices = [.. say.Choices.Select(c => new MessageChoice(c.Label, c.Value))] },
        };
        scene.Replies.Add(db.Append(scene.Conversation, draft, time.GetUtcNow().UtcDateTime));
    }
}

/// <summary>How an effect went: which of its texts to say, and the facts that fill the text.</summary>
public sealed record Outcome(string Name)
{
    public static readonly Outcome Silent = new("");

    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();

    /// <summary>The number of the case that was just filed.</summary>
    public string? ReceiptOf { get; init; }
}

/// <summary>Fills {name} placeholders; one without a value stays as it is.</summary>
public static class Placeholders
{
    public static string Fill(string text, IReadOnlyDictionary<string, string> facts)
    {
        foreach (var (name, value) in facts)
        {
            text = text.Replace("{" + name + "}", value, StringComparison.Ordinal);
        }

        return text;
    }
}
