using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Surveys;

/// <summary>An answer that was given elsewhere, as another program tells it; what is missing or wrong is refused by field.</summary>
public sealed record AnswerToImport
{
    /// <summary>csat, nps or ces.</summary>
    public string? Metric { get; init; }

    public int? Value { get; init; }

    public string? Reason { get; init; }

    public string? AccountExternalId { get; init; }

    public string? ContactExternalId { get; init; }

    /// <summary>FB-000123 or 123.</summary>
    public string? Ticket { get; init; }

    /// <summary>Default import.</summary>
    public string? ListeningPost { get; init; }

    public DateTime? AnsweredAt { get; init; }
}

/// <summary>Stores an answer that was given elsewhere. Unknown accounts and contacts are made; old answers open no cases.</summary>
public sealed class ImportAnswer(TimeProvider time)
{
    public async Task<Answer> RunAsync(FeedbackDb db, AnswerToImport input)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var facts = ImportedFacts.Check(input, now);
        var account = facts.AccountExternalId == null ? null : await db.AccountOfAsync(facts.AccountExternalId, now);
        var contact = await ContactAsync(db, facts.ContactExternalId, account, now);
        if (account == null && contact?.AccountId is { } home)
        {
            account = await db.Accounts.SingleOrDefaultAsync(a => a.Id == home);
        }

        var ticket = await TicketAsync(db, facts.TicketNumber);
        var answer = new Answer(facts.Metric, facts.Value, AttributionOf(ticket, account, facts.ListeningPost), facts.AnsweredAt);
        answer.From(contact?.Id ?? ticket?.ContactId, ticket?.Number);
        if (facts.Reason != null)
        {
            answer.Explain(facts.Reason);
        }

        db.Answers.Add(answer);
        Tell(db, ticket, answer, now);
        return answer;
    }

    /// <summary>The case says who worked on it; an account that is named wins over the case's own.</summary>
    private static Attribution AttributionOf(Ticket? ticket, Account? account, string listeningPost)
    {
        var whole = ticket == null ? Attribution.Of(account) : Attribution.Of(ticket);
        var owned = account == null ? whole : Attribution.Of(account);
        return whole with
        {
            AccountId = owned.AccountId,
            AccountName = owned.AccountName,
            Tier = owned.Tier,
            OwnerId = owned.OwnerId,
            ListeningPost = listeningPost,
        };
    }

    private static async Task<Contact?> ContactAsync(FeedbackDb db, string? externalId, Account? account, DateTime now)
    {
        if (externalId == null)
        {
            return null;
        }

        var contact = await db.ContactOfAsync(externalId, now);
        if (contact.AccountId == null && account != null)
        {
            contact.BelongTo(account, now);
        }

        return contact;
    }

    private static async Task<Ticket?> TicketAsync(FeedbackDb db, long? number) => number == null
        ? null
        : await db.Tickets.SingleOrDefaultAsync(t => t.Number == number)
            ?? throw new RuleViolation("unknown_ticket", $"There is no case {TicketNumber.Format(number.Value)}.", "ticket");

    private static void Tell(FeedbackDb db, Ticket? ticket, Answer answer, DateTime now)
    {
        if (ticket != null)
        {
            ticket.SurveyAnswered(ColumnForms.Word(answer.Metric), answer.Value, now);
            db.Announce(Topics.Ticket(ticket.Number));
        }
    }
}
