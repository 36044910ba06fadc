using System.Security.Cryptography;
using System.Text;
using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FeedbackBot.Tickets;

/// <summary>What customers of a cause are told, in each language; one left empty reaches nobody of that language.</summary>
/// <param name="Again">It is further news: those told something before are told this too. Without it only those who were told nothing yet.</param>
/// <param name="Resolution">Ends the cases as well; null leaves them as they are.</param>
public sealed record AffectedNews(string? Chinese, string? English, bool Again = false, Resolution? Resolution = null)
{
    public string? In(string language) => (Languages.IsChinese(language) ? Chinese : English)?.Trim() is { Length: > 0 } words ? words : null;
}

/// <summary>Who was told.</summary>
/// <param name="Before">Told already, and not again.</param>
/// <param name="NotTold">How many were not, by reason.</param>
/// <param name="Resolved">How many cases were ended with it.</param>
public sealed record ToldCount(int Told, int Before, IReadOnlyDictionary<string, int> NotTold, int Resolved);

/// <summary>This cause is fixed: tells every customer whose case it caused, in their chat, and counts who was told. Each is a commit of its own and told once, so pressing again tells those who are left.</summary>
public sealed class TellAffected(UnitOfWork unit, IDbContextFactory<FeedbackDb> contexts, ResolveTicket resolve, TimeProvider time, ILogger<TellAffected> log)
{
    private const string Told = "told";
    private const string Before = "before";

    public async Task<ToldCount> RunAsync(long cause, AffectedNews news, Actor by, CancellationToken cancellation = default)
    {
        if (news.In(Languages.Chinese) == null && news.In(Languages.English) == null)
        {
            throw new RuleViolation("required", "Write what they are to be told, in at least one language.", "chinese");
        }

        if (news.Chinese?.Length > ReplyToTicket.MostLength || news.English?.Length > ReplyToTicket.MostLength)
        {
            throw new RuleViolation("too_long", $"The message is longer than {ReplyToTicket.MostLength} characters.", "chinese");
        }

        if (news.Resolution is { } ending && (string.IsNullOrWhiteSpace(ending.Cause) || string.IsNullOrWhiteSpace(ending.Remedy)))
        {
            throw new RuleViolation("required", "Say cause and remedy: a case cannot be resolved without them.", string.IsNullOrWhiteSpace(ending.Cause) ? "cause" : "remedy");
        }

        var affected = await AffectedAsync(cause, by, cancellation);
        var tally = new Dictionary<string, int>();
        var resolved = 0;
        try
        {
            foreach (var one in affected)
            {
                var outcome = await OutcomeAsync(cause, one, news, by, cancellation);
                tally[outcome] = tally.GetValueOrDefault(outcome) + 1;
            }

            resolved = news.Resolution is { } resolution ? await ResolveAsync(cause, resolution, by, cancellation) : 0;
        }
        finally
        {
            // Whatever ended it: those who were told were told.
            await unit.RunAsync(db => RecordAsync(db, cause, CountOf(tally, resolved), by), CancellationToken.None);
        }

        return CountOf(tally, resolved);
    }

    private static ToldCount CountOf(Dictionary<string, int> tally, int resolved) => new(
        tally.GetValueOrDefault(Told), tally.GetValueOrDefault(Before), tally.Where(t => t.Key is not (Told or Before)).ToDictionary(), resolved);

    private async Task<List<Affected>> AffectedAsync(long cause, Actor by, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        (await db.TicketAsync(cause)).Allow(by);
        return await db.AffectedByAsync(cause, await StaffAsync(db, by), time.GetUtcNow().UtcDateTime, cancellation);
    }

    private static async Task<StaffMember?> StaffAsync(FeedbackDb db, Actor by) => by.Id is { } id ? await db.Staff.FindAsync(id) : null;

    /// <returns>Told, told before, or a code why not. One that fails does not keep the others from being told.</returns>
    private async Task<string> OutcomeAsync(long cause, Affected affected, AffectedNews news, Actor by, CancellationToken cancellation)
    {
        if (affected.Told && !news.Again)
        {
            return Before;
        }

        if ((affected.Hindrance ?? (news.In(affected.Language) == null ? ReadAffected.NoWords : null)) is { } why)
        {
            return why;
        }

        try
        {
            return await unit.RunAsync(db => TellAsync(db, cause, affected, news.In(affected.Language)!, by), cancellation) ? Told : Before;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogWarning(failure, "The customer of case {Ticket} was not told of {Cause}", affected.Ticket, cause);
            return ReadAffected.Failed;
        }
    }

    /// <returns>False where the same words were said to them before.</returns>
    private async Task<bool> TellAsync(FeedbackDb db, long cause, Affected affected, string words, Actor by)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(words)));
        if (await db.ToldCustomers.FindAsync(cause, affected.ContactId, hash) != null)
        {
            return false;
        }

        var now = time.GetUtcNow().UtcDateTime;
        var ticket = await db.TicketAsync(affected.Ticket);
        ticket.Allow(by);
        db.ToldCustomers.Add(new(cause, affected.ContactId, hash, ticket.Number, now));
        db.Append(await db.Conversations.FirstAsync(c => c.Id == affected.ConversationId), new(Speaker.Agent, words)
        {
            SenderId = by.Id?.ToString(),
            SenderName = by.Name,
            TicketNumber = ticket.Number,
            Language = affected.Language,
        }, now);
        ticket.ToldOfCause(await db.TicketAsync(cause), by, now);
        db.AnnounceTicket(ticket);
        return true;
    }

    /// <summary>A case that cannot be ended by this member of staff, or was ended meanwhile, stays as it is.</summary>
    private async Task<int> ResolveAsync(long cause, Resolution resolution, Actor by, CancellationToken cancellation)
    {
        List<long> open;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            open = await db.CausedBy(cause, await StaffAsync(db, by)).Where(t => t.Status != TicketStatus.Resolved && t.Status != TicketStatus.Closed)
                .Select(t => t.Number).ToListAsync(cancellation);
        }

        var ended = 0;
        foreach (var number in open)
        {
            try
            {
                await unit.RunAsync(db => resolve.RunAsync(db, number, resolution, null, by), cancellation);
                ended++;
            }
            catch (RuleViolation)
            {
                // Counted by what was ended; the case itself says why it cannot be.
            }
        }

        return ended;
    }

    private async Task RecordAsync(FeedbackDb db, long cause, ToldCount count, Actor by)
    {
        var ticket = await db.TicketAsync(cause);
        ticket.ToldAffected(count, by, time.GetUtcNow().UtcDateTime);
        db.AnnounceTicket(ticket);
    }
}
