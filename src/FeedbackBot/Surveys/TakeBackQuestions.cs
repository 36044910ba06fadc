using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace FeedbackBot.Surveys;

/// <summary>
/// Whatever opens a case again takes back, in the same commit, what was asked about the resolution that did not last; whatever closes or merges a case
/// whose question was still to come leaves word that it will not.
/// </summary>
internal sealed class TakeBackQuestions : ICommitStep
{
    public bool WritesFacts => true;

    public async Task RunAsync(FeedbackDb db)
    {
        foreach (var entry in db.ChangeTracker.Entries<Ticket>().Where(e => e.State == EntityState.Modified).ToList())
        {
            var ticket = entry.Entity;
            if (entry.Property(t => t.ResolvedAt) is { OriginalValue: not null, CurrentValue: null })
            {
                foreach (var asked in await db.Invitations.Where(i => i.TicketNumber == ticket.Number && i.Status == InvitationStatus.Sent).ToListAsync())
                {
                    asked.Close(InvitationStatus.Cancelled, ticket.UpdatedAt);
                    db.Entry(asked).DetectChanges();
                }
            }
            else if (WhyNot(entry) is { } reason)
            {
                var next = await db.NextQuestionAsync(ticket.Number);
                db.SkipSurvey(ticket.ContactId, ticket.Number, next.Metric, next.Kind, reason, ticket.UpdatedAt);
            }
        }
    }

    private static string? WhyNot(EntityEntry<Ticket> entry) => entry.Property(t => t.SurveyDueAt) is not { OriginalValue: not null, CurrentValue: null } ? null
        : entry.Property(t => t.MergedInto) is { OriginalValue: null, CurrentValue: not null } ? ColumnForms.Word(SurveyVerdict.Merged)
        : entry.Property(t => t.Status) is { OriginalValue: TicketStatus.Resolved, CurrentValue: TicketStatus.Closed } ? "closed"
        : null;
}
