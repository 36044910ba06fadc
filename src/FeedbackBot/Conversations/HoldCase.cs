using FeedbackBot.Outbox;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Conversations;

/// <summary>Keeps a case back until the address it names was proved: an e-mail with a single-use link goes out in the same commit.</summary>
public sealed class HoldCase(TimeProvider time, IOptions<ConversationOptions> options)
{
    /// <summary>E-mails that a day may bring to one address, or from one conversation; the customer hears the same either way.</summary>
    private const int MostADay = 3;

    public async Task RunAsync(FeedbackDb db, TurnScene scene, VerifyThenFile act)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var since = now.AddDays(-1);
        var email = act.Email.Replace(" ", "", StringComparison.Ordinal);
        var (to, from) = (
            await db.HeldCases.CountAsync(h => h.Email == email && h.CreatedAt > since),
            await db.HeldCases.CountAsync(h => h.ConversationId == scene.Conversation.Id && h.CreatedAt > since));
        if (Math.Max(to, from) >= MostADay)
        {
            return;
        }

        var token = LinkToken.New();
        var (kind, topic, description, fields) = (act.Case.Kind, act.Case.Topic, act.Case.Description, act.Case.Fields);
        var held = new HeldCase(token, email, scene, new() { Kind = kind, Topic = topic, Description = description, Fields = fields }, now);
        db.HeldCases.Add(held);
        db.Post(Letter(email, token, held.Language), now);
    }

    private Email Letter(string email, string token, string language)
    {
        var link = options.Value.LinkTo($"/privacy/confirm/{token}?lang={language}");
        return LinkLetter.Write(language, email, null, Texts.Get(language, "verify.subject"), Texts.Get(language, "verify.text", ("link", link)), link);
    }
}
