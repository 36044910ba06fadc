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

    public Task AgentTypesAsync(Guid conversation, CancellationToken cancellation) => SignAsync(conversation, Topics.AgentTypes(conversation), cancellation);

    public Task CustomerTypesAsync(Guid conversation, CancellationToken cancellation) => SignAsync(conversation, Topics.CustomerTypes(conversation), cancellation);

    /// <summary>The name of the agent who has the turn; null where none has, or where the name is not known.</summary>
    public async Task<string?> AgentOfAsync(Guid conversation, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Messages.AsNoTracking().Where(m => m.ConversationId == conversation && m.Speaker == Speaker.Agent)
            .OrderByDescending(m => m.Sequence).Select(m => m.SenderName).FirstOrDefaultAsync(cancellation);
    }

    private async Task SignAsync(Guid conversation, string topic, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (_signs.TryGetValue(topic, out var last) && now - last < Seldom)
        {
            return;
        }

        if (_signs.Count >= MostKept)
        {
            _signs.Clear();
        }

        _signs[topic] = now;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.Conversations.AnyAsync(c => c.Id == conversation && c.TurnOwner == TurnOwner.Agent, cancellation))
        {
            feed.Publish([topic]);
        }
    }
}
