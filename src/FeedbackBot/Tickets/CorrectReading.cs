using FeedbackBot.Storage;
using FeedbackBot.Understanding;
using FeedbackBot.Understanding.Labels;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Takes over what people say about a reading, and keeps each claim they speak of as a label to measure and to learn from; one that agrees with the reading confirms it.</summary>
public sealed class CorrectReading(TimeProvider time)
{
    public async Task<Ticket> RunAsync(FeedbackDb db, long number, ReadingClaims claims, Actor by)
    {
        if (claims.Topics is { } topics && (topics.Count == 0 || topics.Except(FeedbackTopics.All).Any() || topics.Distinct().Count() < topics.Count))
        {
            throw new RuleViolation("unknown_topic", $"topics must be some of {string.Join(", ", FeedbackTopics.All)}, each once.", "topics");
        }

        var ticket = await db.TicketAsync(number);
        var (kind, now) = (ticket.Kind, time.GetUtcNow().UtcDateTime);
        ticket.CorrectReading(claims, by, now);
        await KeepAsync(db, ticket, claims, by, now);
        if (ticket.Kind != kind)
        {
            await db.RecuseNamedLaterAsync(ticket, null, now);
        }

        db.AnnounceTicket(ticket);
        return ticket;
    }

    /// <summary>The same word twice is kept once.</summary>
    private static async Task KeepAsync(FeedbackDb db, Ticket ticket, ReadingClaims claims, Actor by, DateTime at)
    {
        var last = await db.LastWordsAsync(ticket.Number);
        var text = PersonalData.Cover(ticket.Description, PersonalData.Find(ticket.Description));
        foreach (var (head, label) in claims.Labels())
        {
            if (last.GetValueOrDefault(head)?.Corrected != label)
            {
                db.Corrections.Add(new(ticket.Number, Read(head, ticket), label, text, by.Id, at));
            }
        }
    }

    private static ClaimRead Read(string head, Ticket ticket)
    {
        var read = StoredReading.Read(ticket.Reading);
        // Where no kind was read, nothing was: urgency then is no claim either.
        var (said, confidence) = head switch
        {
            _ when read?.Kind == null => (null, null),
            ReadingHead.Kind => (ColumnForms.Word(read.Kind.Value.Label), read.Kind.Value.Confidence),
            ReadingHead.Topic when read.Topics is [var best, ..] => (string.Join(',', read.Topics.Select(t => t.Label)), best.Confidence),
            ReadingHead.Sentiment when read.Sentiment is { } felt => (ColumnForms.Word(felt.Label), felt.Confidence),
            ReadingHead.Urgency => (ColumnForms.Word(read.Urgency), (double?)null),
            _ => (null, null),
        };
        return new(head, said, confidence, head == ReadingHead.Kind && read is { Kind: not null, KindAbstained: true }, read?.Reader, read?.Language ?? ticket.Language);
    }
}

/// <summary>Says that a case holds what is right: the reading where nobody corrected it.</summary>
public sealed class ConfirmReading(CorrectReading correct)
{
    public async Task<Ticket> RunAsync(FeedbackDb db, long number, Actor by)
    {
        var ticket = await db.TicketAsync(number);
        return StoredReading.Read(ticket.Reading) is { Kind: not null } read
            ? await correct.RunAsync(db, number, ReadingClaims.Of(ticket, read), by)
            : throw new RuleViolation("nothing_read", $"Nothing was read of {ticket.Id} that could be confirmed.");
    }
}

/// <summary>What people said about the reading of a case so far.</summary>
public static class LastWords
{
    /// <summary>The last label of each head.</summary>
    public static async Task<IReadOnlyDictionary<string, Correction>> LastWordsAsync(this FeedbackDb db, long number, CancellationToken cancellation = default)
    {
        var last = new Dictionary<string, Correction>();
        foreach (var one in await db.Corrections.AsNoTracking().Where(c => c.TicketNumber == number).OrderBy(c => c.Id).ToListAsync(cancellation))
        {
            last[one.Head] = one;
        }

        return last;
    }
}
