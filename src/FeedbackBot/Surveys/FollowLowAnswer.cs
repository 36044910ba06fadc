using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Surveys;

/// <summary>
/// A low answer is followed up in the commit that stores it, in one case: the one it is about where that is still open, a follow-up that is open
/// already, else a new complaint that follows it; one of its own where the question was about the whole relationship. Owner and team are told.
/// </summary>
public sealed class FollowLowAnswer(OpenTicket open, EmbeddedReader reader, TimeProvider time, IOptions<SurveyOptions> options)
{
    public async Task RunAsync(FeedbackDb db, Answer answer)
    {
        if (!LowAnswer.Is(answer.Metric, answer.Value, options.Value))
        {
            return;
        }

        var about = answer.TicketNumber is { } number ? await WorkedOnAsync(db, await db.TicketAsync(number)) : null;
        if (about?.Flags.HasFlag(ReadingFlags.Spam) == true)
        {
            return;
        }

        var present = about == null || about.IsOpen ? about : await OpenFollowUpAsync(db, about);
        var ticket = present ?? await OpenAsync(db, answer, about);
        var now = time.GetUtcNow().UtcDateTime;
        ticket.FollowsAnswer(ColumnForms.Word(answer.Metric), answer.Value, about, now);
        answer.FollowedBy(ticket);
        if (present != null && answer.Reason is { } words)
        {
            await AddAsync(db, ticket, words, isAllThereIs: false);
        }

        db.TellOfLowAnswer(ticket, ColumnForms.Word(answer.Metric), answer.Value, now);
        db.AnnounceTicket(ticket);
    }

    /// <summary>The customer gives the reason after the rating: it goes to the case that the rating opened.</summary>
    internal async Task ExplainAsync(FeedbackDb db, Answer answer, string words, bool isFirst)
    {
        if (answer.CaseNumber is { } number && await db.WhereItGoesOnAsync(await db.TicketAsync(number)) is var ticket && ticket.IsOpen)
        {
            await AddAsync(db, ticket, words, isFirst && number != answer.TicketNumber && ticket.Description == Unexplained(answer, ticket.Language));
            db.AnnounceTicket(ticket);
        }
    }

    /// <summary>A case that was merged goes on in another; where that one is over and is somebody else's, its chat is none of this customer's.</summary>
    private static async Task<Ticket> WorkedOnAsync(FeedbackDb db, Ticket named) =>
        await db.WhereItGoesOnAsync(named) is var last && (last.IsOpen || last.ContactId == named.ContactId) ? last : named;

    private async Task AddAsync(FeedbackDb db, Ticket ticket, string words, bool isAllThereIs)
    {
        var now = time.GetUtcNow().UtcDateTime;
        ticket.Explained(words, isAllThereIs, now);
        ticket.HeardAs(reader.Read(words, ticket.Language), now);
        await db.RecuseNamedLaterAsync(ticket, [words], now);
    }

    /// <summary>The customer has come back already, and the work goes on there.</summary>
    private static Task<Ticket?> OpenFollowUpAsync(FeedbackDb db, Ticket about)
    {
        var links = db.TicketLinks;
        return db.Tickets.Include(t => t.Clocks)
            .Where(t => t.ContactId == about.ContactId && t.Status != TicketStatus.Resolved && t.Status != TicketStatus.Closed
                && links.Any(l => l.ToNumber == about.Number && l.Type == TicketLink.FollowUpOf && l.FromNumber == t.Number))
            .OrderByDescending(t => t.Number).FirstOrDefaultAsync();
    }

    private async Task<Ticket> OpenAsync(FeedbackDb db, Answer answer, Ticket? about)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var contact = await db.Contacts.FirstAsync(c => c.Id == answer.ContactId);
        var conversation = about == null ? Begin(db, answer, contact, now) : await db.Conversations.FirstAsync(c => c.Id == about.ConversationId);
        var ticket = (await open.RunAsync(db, LowAnswerCase.Facts(answer, about, conversation, contact, reader, Unexplained), contact)).Ticket;
        conversation.CountTicket();
        if (about != null)
        {
            db.Link(ticket, about, TicketLink.FollowUpOf, Actor.Customer, now);
            await db.KeepAwayAsync(ticket, about, now);

            // What the customer says from now on belongs where the work goes on; the first resolution keeps its rating.
            about.Close(now);
            db.AnnounceTicket(about);
        }

        return ticket;
    }

    /// <summary>A place of its own, as every case has one; nobody reads along there, so answers go by e-mail.</summary>
    private static Conversation Begin(FeedbackDb db, Answer answer, Contact contact, DateTime now)
    {
        var conversation = new Conversation(LowAnswerCase.NobodyThere, Guid.CreateVersion7(now).ToString("N"), contact.Id, Languages.Interface(answer.Language ?? contact.Language), now);
        db.Conversations.Add(conversation);
        if (answer.Reason is { } words)
        {
            db.Append(conversation, new(Speaker.Customer, words) { SenderName = contact.Name }, now);
        }

        return conversation;
    }

    /// <summary>What the case says until the customer does.</summary>
    private static string Unexplained(Answer answer, string language) => Texts.Get(
        Languages.Interface(language), "low_answer." + ColumnForms.Word(answer.Metric), ("value", answer.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)));
}
