using System.Globalization;
using FeedbackBot.Conversations;
using FeedbackBot.Host.Api;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.Demo;

/// <summary>After a resolution customers are asked how it went, and some answer: in the same chat, or behind the link of an e-mail.</summary>
internal sealed class PlaySurvey(Scene scene)
{
    private readonly PlayRecovery _recovery = new(scene);

    public void Begin(FiledCase filed)
    {
        var delay = scene.World.Get<IOptions<TicketOptions>>().Value.SurveyDelay + TimeSpan.FromSeconds(2);
        scene.Timeline.After(delay, () => AskAsync(filed));
    }

    private async Task AskAsync(FiledCase filed)
    {
        await scene.Timeline.CatchUpAsync();
        await scene.World.Get<AskDueSurveys>().RunAsync();
        var (plan, course) = (filed.Plan, filed.Plan.Course);
        if (filed.Channel == CreateTicketEndpoint.Channel)
        {
            scene.Timeline.After(TimeSpan.FromHours(course.AnswerHours) + TimeSpan.FromMinutes(1), () => AnswerByLinkAsync(filed));
            scene.Timeline.After(TimeSpan.FromHours(course.AnswerHours) + TimeSpan.FromMinutes(2), () => _recovery.BeginAsync(filed));
            return;
        }

        var words = course.Rating is { } rating ? rating.ToString(CultureInfo.InvariantCulture)
            : course.Dismissed ? scene.Data.Talk.Skip[plan.Language] : null;
        if (words != null)
        {
            scene.Timeline.After(TimeSpan.FromHours(course.AnswerHours) + TimeSpan.FromMinutes(1), () => AnswerAsync(filed, words));
        }
    }

    /// <summary>As the page behind the link does; which link it was stands in the e-mail only.</summary>
    private Task AnswerByLinkAsync(FiledCase filed) => scene.World.Unit.RunAsync(async db =>
    {
        var course = filed.Plan.Course;
        if (await db.Invitations.AsNoTracking().FirstOrDefaultAsync(i => i.TicketNumber == filed.Number && i.Status == InvitationStatus.Sent) is not { } invitation)
        {
            return;
        }

        if (course.Rating is { } rating)
        {
            await scene.World.Get<RecordAnswer>().RunAsync(db, invitation.Id, rating, course.Reason == null ? null : filed.Plan.Fill(course.Reason));
        }
        else if (course.Dismissed)
        {
            await scene.World.Get<DismissInvitation>().RunAsync(db, invitation.Id);
        }
    });

    /// <summary>Whoever was asked something else only lately was not asked.</summary>
    private async Task<bool> IsAskedAsync(FiledCase filed)
    {
        await scene.Timeline.CatchUpAsync();
        await using var db = await scene.World.Get<IDbContextFactory<FeedbackDb>>().CreateDbContextAsync();
        return await db.Invitations.AnyAsync(i => i.TicketNumber == filed.Number && i.Status == InvitationStatus.Sent);
    }

    private async Task AnswerAsync(FiledCase filed, string words)
    {
        if (!await IsAskedAsync(filed))
        {
            return;
        }

        // A case that was opened again is asked about again, in the same chat.
        var round = filed.Plan.Course.Reopened ? "first" : "last";
        var record = await SayAsync(filed, words, $"{round}-rating");
        if (filed.Plan.Course.Rating != null && record.Replies.Any(m => m.Step == "reason"))
        {
            var reason = filed.Plan.Course.Reason ?? scene.Data.Talk.Skip[filed.Plan.Language];
            scene.Timeline.After(TimeSpan.FromSeconds(40), () => SayAsync(filed, filed.Plan.Fill(reason), $"{round}-reason"));
            scene.Timeline.After(TimeSpan.FromMinutes(2), () => _recovery.BeginAsync(filed));
        }
    }

    private Task<TurnRecord> SayAsync(FiledCase filed, string text, string key) => scene.World.Get<TakeTurn>().RunAsync(new InboundMessage
    {
        Channel = filed.Channel,
        ConversationKey = filed.ConversationKey,
        MessageKey = $"{filed.ConversationKey}-{key}",
        SenderName = filed.Plan.Contact?.Name,
        Text = text,
        Locale = filed.Plan.Language,
    });
}
