using System.Globalization;
using System.Text.Json.Nodes;
using FeedbackBot.Connectors.Teams;
using FeedbackBot.Conversations;
using FeedbackBot.Host.Chat;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.Teams;

/// <summary>
/// Takes a pressed button as what the customer says, once: pressed again, by anybody, the card only shows what was chosen. A question that was answered
/// in words meanwhile, or that is somebody else's, takes no answer.
/// </summary>
public sealed class AnswerCard(KeepReference keep, TakeTurn take, IDbContextFactory<FeedbackDb> contexts, IOptions<ConversationOptions> site)
{
    /// <returns>The card as it looks now; null where the question is not one of this person's, here.</returns>
    public async Task<JsonObject?> RunAsync(Place place, CardAnswer pressed, CancellationToken cancellation)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"card:{pressed.Question}");
        await keep.RunAsync(Conversation.Teams, place.Key, place.Facts, cancellation);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var conversation = await db.Conversations.AsNoTracking().FirstOrDefaultAsync(c => c.Channel == Conversation.Teams && c.Key == place.Key && c.Id == pressed.Conversation, cancellation);
        var since = conversation == null ? [] : await db.Messages.AsNoTracking()
            .Where(m => m.ConversationId == conversation.Id && m.Sequence >= pressed.Question && (m.Sequence == pressed.Question || m.Speaker == Speaker.Customer))
            .OrderBy(m => m.Sequence).Take(50).ToListAsync(cancellation);
        if (since is not [{ Speaker: Speaker.Bot, Extras.Choices: { } choices } question, .. var said] || choices.FirstOrDefault(c => c.Value == pressed.Value) is not { } choice)
        {
            return null;
        }

        if (said.Find(m => m.Key == key) is { } before)
        {
            return Shown(question, Chosen(before.Text));
        }

        if (said.Count > 0)
        {
            return Shown(question, ChatTexts.Get(Languages.Interface(question.Language ?? place.Locale), "teams.answered_since"));
        }

        var turn = await take.RunAsync(place.Says(key, choice.Label, choice.Value), cancellation);
        return Shown(question, Chosen(turn.Heard.Text));
    }

    private JsonObject Shown(Message question, string why) => QuestionCard.Answered(question, why, site.Value.LinkTo(""));

    private static string Chosen(string label) => $"✓ {label}";
}
