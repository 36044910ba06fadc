using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Adds a voice to somebody else's suggestion; joining twice is harmless.</summary>
public sealed class JoinIdea(TimeProvider time)
{
    private const int MostWords = 4000;

    /// <summary>The suggestion joined: where it was merged, the one it became a part of. Null where it was taken back meanwhile.</summary>
    public async Task<Ticket?> RunAsync(FeedbackDb db, long number, Joiner joiner)
    {
        if (await db.Tickets.FirstOrDefaultAsync(t => t.Number == number) is not { Kind: TicketKind.Suggestion } named)
        {
            return null;
        }

        var idea = await db.WhereItGoesOnAsync(named);
        if (idea.Status == TicketStatus.Closed)
        {
            return null;
        }

        var words = joiner.Words is { Length: > MostWords } told ? told[..MostWords] : joiner.Words;
        await db.AddVoiceAsync(idea, joiner with { Words = words }, time.GetUtcNow().UtcDateTime);
        db.AnnounceTicket(idea);
        return idea;
    }
}
