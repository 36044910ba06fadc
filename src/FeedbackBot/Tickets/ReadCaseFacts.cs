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
        var (messages, notes) = (db.Messages, db.TicketNotes);
        var found = await db.Tickets.AsNoTracking().Where(t => t.Number == number).Select(t => new Known
        {
            Kind = t.Kind,
            Status = t.Status,
            Description = t.Description,
            Language = t.Language,
            Fields = t.Fields,
            Cause = t.Cause,
            Remedy = t.Remedy,
            Clocks = t.Clocks.OrderBy(c => c.DueAt).Select(c => new Due(c.Name, c.DueAt, c.StoppedAt, c.TimeZone)).ToList(),
            Said = messages
                .Where(m => m.ConversationId == t.ConversationId && m.Sequence >= t.FirstSequence && m.Type == "message" && m.Speaker != Speaker.Bot)
                .OrderByDescending(m => m.Sequence).Take(MostMessages)
                .Select(m => new Line(m.Speaker, m.Text, m.Sequence)).ToList(),
            Notes = notes.Where(n => withNotes && n.TicketNumber == number).OrderBy(n => n.At).Take(MostNotes).Select(n => n.Text).ToList(),
        }).AsSingleQuery().FirstOrDefaultAsync(cancellation);
        return found == null ? throw new RuleViolation("not_found", $"There is no case {TicketNumber.Format(number)}.") : ToFacts(number, found);
    }

    private static CaseFacts ToFacts(long number, Known known)
    {
        var facts = new List<CaseFact>();
        void Add(FactSource from, string what, string? text)
        {
            if (string.IsNullOrWhiteSpace(text)) return;
            var covered = PersonalData.Cover(text, PersonalData.Find(text));
            facts.Add(new($"f{facts.Count + 1}", from, what, TextCleaning.Cut(covered, LongestFact)));
        }

        Add(FactSource.Record, "number", TicketNumber.Format(number));
        Add(FactSource.Record, "kind", known.Kind is { } kind ? ColumnForms.Word(kind) : null);
        Add(FactSource.Record, "status", ColumnForms.Word(known.Status));
        Add(FactSource.Customer, "description", known.Description);
        foreach (var (need, value) in known.Fields) Add(FactSource.Customer, need, value);
        foreach (var due in known.Clocks.Where(c => c.StoppedAt == null)) Add(FactSource.Record, due.Name + "_promised_by", Local(due));
        foreach (var line in known.Said.OrderBy(m => m.Sequence).Where(m => m.Text != known.Description))
            Add(line.Speaker == Speaker.Agent ? FactSource.Staff : FactSource.Customer, "message", line.Text);
        foreach (var note in known.Notes) Add(FactSource.Staff, "note", note);
        Add(FactSource.Staff, "cause", known.Cause);
        Add(FactSource.Staff, "remedy", known.Remedy);
        return new(Languages.Interface(known.Language), facts);
    }

    private static string Local(Due due)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(due.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        return TimeZoneInfo.ConvertTimeFromUtc(due.DueAt, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    private sealed record Due(string Name, DateTime DueAt, DateTime? StoppedAt, string TimeZone);

    private sealed record Line(Speaker Speaker, string Text, int Sequence);

    private sealed class Known
    {
        public TicketKind? Kind { get; init; }

        public TicketStatus Status { get; init; }

        public required string Description { get; init; }

        public required string Language { get; init; }

        public required IReadOnlyDictionary<string, string> Fields { get; init; }

        public string? Cause { get; init; }

        public string? Remedy { get; init; }

        public required List<Due> Clocks { get; init; }

        public required List<Line> Said { get; init; }

        public required List<string> Notes { get; init; }
    }
}
