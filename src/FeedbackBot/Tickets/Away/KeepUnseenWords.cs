using FeedbackBot.Messages;
using FeedbackBot.Storage;

namespace FeedbackBot.Tickets;

/// <summary>Remembers, in the commit in which something of ours is said, that the customer has it to get.</summary>
internal sealed class KeepUnseenWords : ICommitStep
{
    public async Task RunAsync(FeedbackDb db)
    {
        foreach (var said in db.Written.OfType<Message>().Where(m => m.IsNews()).OrderBy(m => m.Sequence))
        {
            await db.ExpectToBeSeenAsync(said);
        }
    }
}
