using FeedbackBot.Conversations;
using FeedbackBot.Host.DirectLine;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.Chat;

/// <summary>Turns what the form sent into a turn of the conversation.</summary>
public sealed class SaySomething(SayWithFiles say, IDbContextFactory<FeedbackDb> contexts)
{
    /// <summary>Buttons of this many messages back are still known by their words.</summary>
    private const int MessagesWithButtons = 40;

    public async Task<TurnRecord> RunAsync(HttpContext http, Visit visit, SaidForm said, string language)
    {
        var (tapped, heardBefore) = await LookBackAsync(visit.Conversation.Id, said);
        var inbound = new InboundMessage
        {
            Channel = DirectLineEndpoints.Channel,
            ConversationKey = visit.Visitor.ConversationKey,
            MessageKey = said.MessageKey,
            SenderId = visit.Visitor.UserId,
            Text = said.Choice == null ? said.Text : tapped?.Label ?? said.Choice,
            Value = tapped?.Value,
            Locale = language,
            TimeZone = said.TimeZone,
            PageAnswers = PageFacts.With(PageFacts.Read(said.Page), visit.Visitor.Identity?.Order),
        };
        return await say.RunAsync(http, inbound.ConversationKey, async files =>
        {
            foreach (var file in heardBefore ? [] : said.Files)
            {
                await using var body = file.OpenReadStream();
                await files.AddAsync(file.FileName, body);
            }

            return inbound;
        });
    }

    /// <summary>The button that was tapped, as it was offered here (a value never offered is only words), and whether the message came before.</summary>
    private async Task<(MessageChoice? Tapped, bool HeardBefore)> LookBackAsync(Guid conversation, SaidForm said)
    {
        if (said.Choice == null && said.Files.Count == 0)
        {
            return (null, false);
        }

        await using var db = await contexts.CreateDbContextAsync();
        var heard = said.MessageKey != null && await db.Messages.AnyAsync(m => m.ConversationId == conversation && m.Key == said.MessageKey);
        var offered = said.Choice == null ? [] : await db.Messages.AsNoTracking()
            .Where(m => m.ConversationId == conversation && m.Speaker == Speaker.Bot && m.Extras != null)
            .OrderByDescending(m => m.Sequence).Take(MessagesWithButtons).Select(m => m.Extras).ToListAsync();
        return (offered.SelectMany(extras => extras?.Choices ?? []).FirstOrDefault(choice => choice.Value == said.Choice), heard);
    }
}
