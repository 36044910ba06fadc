using FeedbackBot.Conversations;
using FeedbackBot.Messages;
using FeedbackBot.Tickets;

namespace FeedbackBot.Host.Demo;

/// <summary>A customer talks to the live bot, on web chat or Teams, until the case is filed; what the bot says is what it really says.</summary>
internal sealed class PlayChat(Scene scene, Action<FiledCase> filed)
{
    private const int MostTurns = 10;

    public async Task BeginAsync(CasePlan plan)
    {
        var known = plan.Contact is { } contact
            ? new VerifiedIdentity(contact.Key, contact.Name, contact.Mail, plan.Account!.Id)
            : null;
        await scene.World.Get<StartConversation>().RunAsync(plan.Post, KeyOf(plan), plan.Language, known);
        var first = plan.Course.BeginsWithKind ? scene.Data.Talk.KindWords[plan.Matter.Kind][plan.Language] : plan.Text;
        Later(plan, 20, () => SayAsync(plan, new(first), 1));
    }

    private static string KeyOf(CasePlan plan) => $"demo-{plan.Index:00000}";

    private async Task SayAsync(CasePlan plan, Words words, int turn)
    {
        var record = await TakeAsync(plan, words, turn);
        if (record.Replies.FirstOrDefault(m => m.Ticket != null) is { } receipt)
        {
            Filed(plan, receipt, turn);
        }
        else if (record.Replies.All(m => m.Step == null) && (turn > 1 || plan.Matter.Kind == "question"))
        {
            // The bot knew the answer itself; there is nothing to file.
            Later(plan, 15, () => TakeAsync(plan, new(Scene.Pick(scene.Data.Talk.Thanks, plan)), turn + 1));
        }
        else if (turn < MostTurns)
        {
            var next = AnswerTo(plan, record.Replies);
            Later(plan, 15 + (next.Text.Length / 2), () => SayAsync(plan, next, turn + 1));
        }
    }

    private Task<TurnRecord> TakeAsync(CasePlan plan, Words words, int turn) => scene.World.Get<TakeTurn>().RunAsync(new InboundMessage
    {
        Channel = plan.Post,
        ConversationKey = KeyOf(plan),
        MessageKey = $"{KeyOf(plan)}-{turn}",
        SenderId = $"dl_{KeyOf(plan)}",
        SenderName = plan.Contact?.Name,
        Text = words.Text,
        Value = words.Value,
        Locale = plan.Language,
        TimeZone = plan.Account?.Zone,
    });

    private void Filed(CasePlan plan, Message receipt, int turn)
    {
        filed(new(plan, TicketNumber.Parse(receipt.Ticket)!.Value, plan.Post, KeyOf(plan)));
        if (plan.Course.Withdrawn)
        {
            scene.Timeline.After(TimeSpan.FromMinutes(40), () => TakeAsync(plan, new(scene.Data.Talk.Withdrawals[plan.Language]), turn + 1));
        }
        else if (plan.Index % 3 == 0)
        {
            Later(plan, 15, () => TakeAsync(plan, new(Scene.Pick(scene.Data.Talk.Thanks, plan)), turn + 1));
        }
    }

    /// <summary>The bot asked something, or it wants the matter itself, or it did not understand.</summary>
    private Words AnswerTo(CasePlan plan, IReadOnlyList<Message> replies)
    {
        var asked = replies.LastOrDefault(m => m.Step != null);
        if (asked?.Extras?.Choices?.FirstOrDefault(c => c.Value == plan.Matter.Kind) is { } kind)
        {
            return new(kind.Label, kind.Value);
        }

        if (asked == null)
        {
            return new(scene.Data.Talk.KindWords[plan.Matter.Kind][plan.Language]);
        }

        var answers = scene.Data.Talk.AnswersToTheBot;
        return asked.Step is "description" or "idea" or "praise" or "question" or "issue"
            ? new(plan.Text)
            : new(Scene.Pick(answers.GetValueOrDefault(asked.Step!) ?? answers["anything"], plan));
    }

    private void Later(CasePlan plan, int seconds, Func<Task> step) => scene.Timeline.After(TimeSpan.FromSeconds(seconds + (plan.Index % 17)), step);

    private sealed record Words(string Text, string? Value = null);
}
