using FeedbackBot.Host.Api;
using FeedbackBot.Messages;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.Demo;

/// <summary>Feedback that came by e-mail, by telephone, over the counter or from another program, filed as the API files it.</summary>
internal sealed class PlayPost(Scene scene, Action<FiledCase> filed)
{
    public async Task FileAsync(CasePlan plan)
    {
        var reading = await scene.World.Get<ReadMessage>().RunAsync(plan.Text, plan.Language);
        var book = await scene.World.Get<RoutingBook>().OpenAsync();
        filed(await scene.World.Unit.RunAsync(async db =>
        {
            var made = await scene.World.Get<FileTicket>().RunAsync(db, FactsOf(plan), reading, book);
            var chat = db.Conversations.Local.First(c => c.Id == made.Ticket.ConversationId);
            return new FiledCase(plan, made.Ticket.Number, chat.Channel, chat.Key);
        }));
    }

    /// <summary>Whoever takes a call knows what kind of matter it is; a program tells only the text.</summary>
    private static TicketToFile FactsOf(CasePlan plan) => new()
    {
        Kind = plan.Post is "phone" or "counter" && ColumnForms.TryParse<TicketKind>(plan.Matter.Kind, out var kind) ? kind : null,
        Text = plan.Text,
        Language = plan.Language,
        ListeningPost = plan.Post,
        Contact = new() { ExternalId = plan.Contact?.Key, Name = plan.Contact?.Name, Email = plan.Contact?.Mail },
        AccountExternalId = plan.Account?.Id,
        Fields = new Dictionary<string, string> { ["order_number"] = plan.Slots["order"] },
        ExternalReference = plan.Post == "api" ? $"CRM-{plan.Index + 70_000}" : null,
        OccurredAt = plan.Post == "counter" ? plan.At.AddMinutes(-20) : null,
    };
}
