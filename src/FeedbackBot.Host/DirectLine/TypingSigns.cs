using System.Collections.Concurrent;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.DirectLine;

/// <summary>
/// Tells one side that the other is writing: no content, nothing stored, at most one sign in two seconds, and only while a person has the turn.
/// Pages let a sign go after six seconds by themselves.
/// </summary>
public sealed class TypingSigns(IDbContextFactory<FeedbackDb> contexts, ChangeFeed feed, TimeProvider time)
{
    private const int MostKept = 10_000;

    private static readonly TimeSpan Seldom = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, DateTime> _signs = new();

    public async Task AgentTypesAsync(Guid conversation, CancellationToken cancellation)
    {
        if (IsDue(conversation.ToString("N")))
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            if (await db.Conversations.AnyAsync(c => c.Id == conversation && c.TurnOwner == TurnOwner.Agent, cancellation))
            {
                feed.Publish([Topics.AgentTypes(conversation)]);
            }
        }
    }

    public async Task CustomerTypesAsync(string conversationKey, CancellationToken cancellation)
    {
        if (IsDue("by " + conversationKey))
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            var talking = await db.Conversations.Where(c => c.Channel == DirectLineEndpoints.Channel && c.Key == conversationKey && c.TurnOwner == TurnOwner.Agent)
                .Select(c => c.Id).FirstOrDefaultAsync(cancellation);
            if (talking != Guid.Empty)
            {
                feed.Publish([Topics.CustomerTypes(talking)]);
            }
        }
    }

    /// <summary>The name of the agent who spoke last; null where it is not known.</summary>
    public async Task<string?> AgentOfAsync(Guid conversation, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Messages.AsNoTracking().Where(m => m.ConversationId == conversation && m.Speaker == Speaker.Agent)
            .OrderByDescending(m => m.Sequence).Select(m => m.SenderName).FirstOrDefaultAsync(cancellation);
    }

    private bool IsDue(string who)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (_signs.TryGetValue(who, out var last) && now - last < Seldom)
        {
            return false;
        }

        if (_signs.Count >= MostKept)
        {
            _signs.Clear();
        }

        _signs[who] = now;
        return true;
    }
}
