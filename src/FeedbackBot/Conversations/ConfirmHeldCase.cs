using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Conversations;

/// <summary>How a link stands: open to be confirmed, just confirmed, confirmed before, too old, or none of ours.</summary>
public enum LinkState { Open, Confirmed, Used, Expired, Unknown }

/// <summary>What came of a link, and the number of the case where there is one.</summary>
public sealed record LinkOutcome(LinkState State, string? Ticket = null);

/// <summary>Follows the link of an e-mail: the address is proved, and the case that was held is filed, with an event that says so, once.</summary>
public sealed class ConfirmHeldCase(UnitOfWork unit, IDbContextFactory<FeedbackDb> contexts, PerformTicketActs tickets, TimeProvider time)
{
    /// <summary>The field of the case by which staff see that the address was proved.</summary>
    private const string Verified = "verified";

    /// <summary>How the link stands, without doing anything: programs that look at links in e-mails confirm nothing.</summary>
    public async Task<LinkOutcome> LookAsync(string token, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return (await FindAsync(db, token)).Outcome;
    }

    public Task<LinkOutcome> RunAsync(string token, CancellationToken cancellation = default) =>
        unit.RunAsync(db => ConfirmAsync(db, token), cancellation);

    private async Task<(LinkOutcome Outcome, HeldCase? Held)> FindAsync(FeedbackDb db, string token)
    {
        var hash = LinkToken.HashOf(token);
        var held = await db.HeldCases.FirstOrDefaultAsync(h => h.TokenHash == hash);
        return held switch
        {
            null => (new(LinkState.Unknown), null),
            { TicketNumber: { } number } => (new(LinkState.Used, TicketNumber.Format(number)), held),
            _ when held.ExpiresAt <= time.GetUtcNow().UtcDateTime => (new(LinkState.Expired), held),
            _ => (new(LinkState.Open), held),
        };
    }

    private async Task<LinkOutcome> ConfirmAsync(FeedbackDb db, string token)
    {
        var (outcome, held) = await FindAsync(db, token);
        if (outcome.State != LinkState.Open)
        {
            return outcome;
        }

        var now = time.GetUtcNow().UtcDateTime;
        var scene = await SceneAsync(db, held!);
        var opened = await tickets.OpenAsync(db, scene, CaseOf(held!));
        var ticket = db.Tickets.Local.Single(t => t.Id == opened.ReceiptOf);
        ticket.RequestVerified(now);
        held!.Confirm(ticket.Number, now);
        Tell(db, scene, held, opened, now);
        return new(LinkState.Confirmed, ticket.Id);
    }

    private static async Task<TurnScene> SceneAsync(FeedbackDb db, HeldCase held)
    {
        var conversation = await db.Conversations.FirstAsync(c => c.Id == held.ConversationId);
        var contact = await db.Contacts.FirstAsync(c => c.Id == conversation.ContactId);
        var heard = await db.Messages.AsNoTracking().FirstOrDefaultAsync(m => m.ConversationId == held.ConversationId && m.Sequence == held.Sequence);
        return new(conversation, contact, heard) { State = TakeTurn.StateOf(conversation) };
    }

    private static FileCase CaseOf(HeldCase held) => new()
    {
        Kind = held.Facts.Kind,
        Topic = held.Facts.Topic,
        Description = held.Facts.Description,
        Fields = new Dictionary<string, string>(held.Facts.Fields) { [Verified] = "yes" },
    };

    /// <summary>The chat learns of it too; the code that opens a case is not said there, for whoever sits there only named the address.</summary>
    private static void Tell(FeedbackDb db, TurnScene scene, HeldCase held, Outcome opened, DateTime now)
    {
        scene.Conversation.KeepState(StateJson.Write(scene.State));
        var text = Texts.Get(held.Language, "verify.confirmed", ("ticket", opened.ReceiptOf!));
        db.Append(scene.Conversation, new(Speaker.Bot, text)
        {
            Language = held.Language,
            ReceiptOf = opened.ReceiptOf,
            TicketNumber = TicketNumber.Parse(opened.ReceiptOf),
        }, now);
    }
}
