using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Opens a case: numbered, routed with a reason, promised, searchable, in the commit it is called in.</summary>
public sealed class OpenTicket(RoutingBook routing, TimeProvider time)
{
    public async Task<OpenedTicket> RunAsync(FeedbackDb db, NewTicket facts, Contact contact)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var book = await routing.OpenAsync();
        var ticket = new Ticket(await db.NextAsync("ticket"), facts, now);
        if (contact.AccountId is { } id && await db.Accounts.FindAsync(id) is { } account)
        {
            ticket.BelongTo(account);
        }

        var routed = FactsOf(ticket) with { WorkingHours = book.IsAtWork(now) };
        var decision = book.Route(routed);
        var team = book.TeamOf(decision.TeamId) ?? book.DefaultTeam;
        ticket.Route(decision, team.Key, now);
        var from = facts.PromisedFrom ?? now;
        var promise = book.Promise(routed, from);
        ticket.Promise(promise, from);
        db.Tickets.Add(ticket);
        await db.RecuseNamedAsync(ticket, now);
        db.AnnounceTicket(ticket);
        if (!team.Pushes)
        {
            db.TellTeam(ticket, now);
        }

        return new(ticket, team, promise);
    }

    internal static TicketFacts FactsOf(Ticket ticket) => new(
        ticket.Kind is { } kind ? ColumnForms.Word(kind) : null,
        ticket.Topics,
        Triage.Words(ticket.Flags),
        ticket.Language,
        ticket.ListeningPost,
        ticket.AccountTier is { } tier ? ColumnForms.Word(tier) : null,
        ColumnForms.Word(ticket.Priority))
    {
        Sentiment = ticket.SentimentLabel is { } felt ? ColumnForms.Word(felt) : null,
        AccountId = ticket.AccountId,
        AccountName = ticket.AccountName,
    };
}

/// <summary>A case just opened, the team it went to and what was promised.</summary>
public sealed record OpenedTicket(Ticket Ticket, Team Team, Promise Promise);

/// <summary>Finding a case to work on.</summary>
public static class TicketLookup
{
    /// <summary>The case with its promises and those who must keep away from it, ready for a verb; a rule violation where there is none.</summary>
    public static async Task<Ticket> TicketAsync(this FeedbackDb db, long number) =>
        await db.Tickets.Include(t => t.Clocks).FirstOrDefaultAsync(t => t.Number == number) is { } ticket
            ? ticket.KeepFrom(await db.RecusedAsync(number))
            : throw new RuleViolation("not_found", $"There is no case {TicketNumber.Format(number)}.");

    /// <summary>The case in which the work on this one goes on: itself, or the one it became a part of, however often that was merged again.</summary>
    public static async Task<Ticket> WhereItGoesOnAsync(this FeedbackDb db, Ticket ticket)
    {
        while (ticket.MergedInto is { } into)
        {
            ticket = await db.TicketAsync(into);
        }

        return ticket;
    }

    /// <summary>Its number, and those of the cases it became a part of, in order: what was begun on any of them goes out on the last.</summary>
    public static async Task<List<long>> NumbersOnwardAsync(this FeedbackDb db, long number, CancellationToken cancellation = default)
    {
        List<long> all = [number];
        for (var last = number; await db.Tickets.Where(t => t.Number == last).Select(t => t.MergedInto).FirstOrDefaultAsync(cancellation) is { } into; last = into)
        {
            all.Add(into);
        }

        return all;
    }

    public static void AnnounceTicket(this FeedbackDb db, Ticket ticket)
    {
        db.TellOf(ticket);
        db.Announce(Topics.Ticket(ticket.Number));
        db.Announce(Topics.Queue);
    }
}
