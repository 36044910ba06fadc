using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Surveys;

/// <summary>How the question behind a link stands.</summary>
public enum SurveyLinkState { Unknown, Open, Answered, Dismissed, Expired, Closed }

/// <summary>The question behind a link; without metric and case where there is none.</summary>
/// <param name="CaseNumber">Where a low answer is followed up.</param>
/// <param name="IsMade">Whether it is a made survey, which has more than one question (<see cref="Made.AnswerMadeSurvey"/>).</param>
public sealed record SurveyLink(SurveyLinkState State, Metric? Metric = null, long? TicketNumber = null, long? CaseNumber = null, bool IsMade = false);

/// <summary>
/// Answers the question behind a link: rating and reason in one commit, once. Looking does nothing, for mail programs open links before people do;
/// which address was opened proves only who has the link, so nothing of the case is shown but its number.
/// </summary>
public sealed class AnswerByLink(UnitOfWork unit, IDbContextFactory<FeedbackDb> contexts, RecordAnswer record, DismissInvitation dismiss, TimeProvider time)
{
    public async Task<SurveyLink> LookAsync(string token, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await OfAsync(db, await db.InvitationAsync(token, cancellation));
    }

    /// <summary>Where the link stands afterwards. A rating outside the scale is a rule violation and changes nothing; a made survey is not answered here.</summary>
    public Task<SurveyLink> RateAsync(string token, int value, string? reason, CancellationToken cancellation = default) =>
        ActAsync(token, (db, invitation) => invitation.SurveyId == null ? record.RunAsync(db, invitation.Id, value, reason) : Task.CompletedTask, cancellation);

    /// <summary>The customer would rather not say.</summary>
    public Task<SurveyLink> DismissAsync(string token, CancellationToken cancellation = default) =>
        ActAsync(token, (db, invitation) => dismiss.RunAsync(db, invitation.Id), cancellation);

    private Task<SurveyLink> ActAsync(string token, Func<FeedbackDb, Invitation, Task> act, CancellationToken cancellation) => unit.RunAsync(async db =>
    {
        var invitation = await db.InvitationAsync(token, cancellation);
        if (invitation != null && StateOf(invitation) == SurveyLinkState.Open)
        {
            await act(db, invitation);
        }

        return await OfAsync(db, invitation);
    }, cancellation);

    private async Task<SurveyLink> OfAsync(FeedbackDb db, Invitation? invitation)
    {
        if (invitation == null)
        {
            return new(SurveyLinkState.Unknown);
        }

        // Of the present commit or of an earlier one.
        var answer = invitation.Status != InvitationStatus.Answered ? null
            : db.Answers.Local.FirstOrDefault(a => a.InvitationId == invitation.Id) ?? await db.Answers.AsNoTracking().FirstOrDefaultAsync(a => a.InvitationId == invitation.Id);
        return new(StateOf(invitation), invitation.Metric, invitation.TicketNumber, answer?.CaseNumber, invitation.SurveyId != null);
    }

    private SurveyLinkState StateOf(Invitation invitation) => InvitationLinks.StateOf(invitation, time.GetUtcNow().UtcDateTime);
}

/// <summary>Finding the question behind a link.</summary>
internal static class InvitationLinks
{
    public static SurveyLinkState StateOf(Invitation invitation, DateTime now) => invitation.Status switch
    {
        InvitationStatus.Answered => SurveyLinkState.Answered,
        InvitationStatus.Dismissed => SurveyLinkState.Dismissed,
        InvitationStatus.Sent when invitation.IsOpenAt(now) => SurveyLinkState.Open,
        InvitationStatus.Sent or InvitationStatus.Expired => SurveyLinkState.Expired,
        _ => SurveyLinkState.Closed,
    };

    /// <summary>By the first link or the reminder's.</summary>
    public static Task<Invitation?> InvitationAsync(this FeedbackDb db, string token, CancellationToken cancellation = default)
    {
        var hash = LinkToken.HashOf(token);
        return db.Invitations.FirstOrDefaultAsync(i => i.TokenHash == hash || i.ReminderTokenHash == hash, cancellation);
    }
}
