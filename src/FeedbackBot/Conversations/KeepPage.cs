using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Conversations;

/// <summary>Keeps what the page said before the customer said anything; it holds for the conversation.</summary>
public sealed class KeepPage(UnitOfWork unit)
{
    public Task RunAsync(string channel, string key, IReadOnlyDictionary<string, string> page, CancellationToken cancellation = default) =>
        page.Count == 0 ? Task.CompletedTask : unit.RunAsync(db => KeepAsync(db, channel, key, page), cancellation);

    private static async Task KeepAsync(FeedbackDb db, string channel, string key, IReadOnlyDictionary<string, string> page)
    {
        if (await db.Conversations.FirstOrDefaultAsync(c => c.Channel == channel && c.Key == key) is not { } conversation)
        {
            return;
        }

        var state = TakeTurn.StateOf(conversation);
        conversation.KeepState(StateJson.Write(state with { Page = PageFacts.Over(state.Page, page) }));
    }
}
