using System.Globalization;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Gathers what is known of one case, and of no other, for a language model.</summary>
internal static class ReadCaseFacts
{
    private const int MostMessages = 30;
    private const int MostNotes = 10;
    private const int LongestFact = 1200;

    /// <param name="withNotes">Staff's private notes: for what staff read, never for what a customer may get to read.</param>
    public static async Task<CaseFacts> ReadCaseFactsAsync(this FeedbackDb db, long number, bool withNotes, CancellationToken cancellation)
    {
        // Not one query: the last so many of a conversation's messages beside their case would take an APPLY, which SQLite has not.
        var ticket = await db.Tickets.AsNoTracking().Include(t => t.Clocks).FirstOrDefaultAsync(t => t.Number == number, cancellation)
            ?? throw new RuleViolation("not_found", $"There is no case {TicketNumber.Format(number)}.");
        var talk = await db.TalkForAllAsync(ticket, cancellation);
        var said = await talk.SaidOn(db.Messages.AsNoTracking(), number).Where(m => m.Speaker != Speaker.Bot)
            .OrderByDescending(m => m.Sequence).Take(MostMessages).ToListAsync(cancellation);
        said.RemoveAll(m => talk.Hides(m));
        var notes = !withNotes ? [] : await db.TicketNotes.AsNoTracking().Where(n => n.TicketNumber == number)
            .OrderBy(n => n.At).Take(MostNotes).Select(n => n.Text).ToListAsync(cancellation);
        return ToFacts(ticket, said, notes);
    }

    private static CaseFacts ToFacts(Ticket ticket, List<Message> said, List<string> notes)
    {
        var facts = new List<CaseFact>();
        void Add(FactSource from, string what, string? text)
        {
            if (string.IsNullOrWhiteSpace(text)) return;
            var covered = PersonalData.Cover(text, PersonalData.Find(text));
            facts.Add(new($"f{facts.Count + 1}", from, what, TextCleaning.Cut(covered, LongestFact)));
        }

        Add(FactSource.Record, "number", ticket.Id);
        Add(FactSource.Record, "kind", ticket.Kind is { } kind ? ColumnForms.Word(kind) : null);
        Add(FactSource.Record, "status", ColumnForms.Word(ticket.Status));
        Add(FactSource.Customer, "description", ticket.Description);
        foreach (var (need, value) in ticket.Fields) Add(FactSource.Customer, need, value);
        foreach (var due in ticket.Clocks.Where(c => c.IsRunning && ClockName.IsForCustomer(c.Name)).OrderBy(c => c.DueAt)) Add(FactSource.Record, due.Name + "_promised_by", Local(due));
        foreach (var line in said.OrderBy(m => m.Sequence).Where(m => m.Text != ticket.Description))
            Add(line.Speaker == Speaker.Agent ? FactSource.Staff : FactSource.Customer, "message", line.Text);
        foreach (var note in notes) Add(FactSource.Staff, "note", note);
        Add(FactSource.Staff, "cause", ticket.Cause);
        Add(FactSource.Staff, "remedy", ticket.Remedy);
        return new(Languages.Interface(ticket.Language), facts);
    }

    private static string Local(TicketClock due) => LocalTime.Of(due.DueAt, due.TimeZone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
