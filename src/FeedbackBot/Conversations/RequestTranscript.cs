using FeedbackBot.Outbox;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Conversations;

/// <summary>Mails a copy of the chat to an address that was proved in it; to any other goes a single-use link first, for anybody can type an address.</summary>
public sealed class RequestTranscript(TimeProvider time, IOptions<ConversationOptions> options)
{
    /// <summary>E-mails that a day may bring to one address, or from one conversation; the customer hears the same either way.</summary>
    private const int MostADay = 3;

    public async Task<Outcome> RunAsync(FeedbackDb db, TurnScene scene, MailTranscript act)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var since = now.AddDays(-1);
        var email = act.Email.Replace(" ", "", StringComparison.Ordinal);
        var conversation = scene.Conversation.Id;
        var proved = await db.HeldTranscripts.AnyAsync(h => h.ConversationId == conversation && h.Email == email && h.ConfirmedAt != null)
            || await db.HeldCases.AnyAsync(h => h.ConversationId == conversation && h.Email == email && h.ConfirmedAt != null);
        var (to, from) = (
            await db.HeldTranscripts.CountAsync(h => h.Email == email && h.CreatedAt > since),
            await db.HeldTranscripts.CountAsync(h => h.ConversationId == conversation && h.CreatedAt > since));
        if (Math.Max(to, from) >= MostADay)
        {
            return new(proved ? "sent" : "confirm");
        }

        var token = LinkToken.New();
        var held = new HeldTranscript(token, email, scene, now);
        db.HeldTranscripts.Add(held);
        if (proved)
        {
            held.Confirm(now);
            await db.PostTranscriptAsync(conversation, email, held.Language, scene.Contact.TimeZone, now);
            return new("sent");
        }

        db.Post(Letter(email, token, held.Language), now);
        return new("confirm");
    }

    private Email Letter(string email, string token, string language)
    {
        var link = options.Value.LinkTo($"/chat/copy/{token}?lang={language}");
        return LinkLetter.Write(language, email, null, Texts.Get(language, "transcript.confirm.subject"), Texts.Get(language, "transcript.confirm.text", ("link", link)), link);
    }
}
