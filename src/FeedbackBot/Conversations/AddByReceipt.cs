using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Conversations;

/// <summary>The holder of a receipt adds to their case without the chat: into the conversation's log and onto the case, in one commit. The bot stays silent.</summary>
public sealed class AddByReceipt(UnitOfWork unit, ReadMessage read, LateReadings lateReadings, HearCustomer hear, TimeProvider time)
{
    public const int MostLength = 4000;
    private const string Holder = "receipt-holder";

    /// <param name="key">The page's key of this message: sent twice, it is added once.</param>
    /// <returns>The case it was added to (the one it was merged into, or the one opened to follow it, where it was); null where number and code do not belong together.</returns>
    public async Task<Ticket?> RunAsync(string? number, string? code, string text, string? key, CancellationToken cancellation = default)
    {
        var said = PersonalData.Mask(Required.Text(TextCleaning.Clean(text), "text", MostLength));
        var (reading, late) = await read.InTimeAsync(said, null, cancellation);
        var (ticket, heard) = await unit.RunAsync(db => RecordAsync(db, number, code, said, reading, key == null ? null : PersonalData.Mask(key)), cancellation);
        if (heard != null) lateReadings.Follow(heard, late);
        return ticket;
    }

    private async Task<(Ticket? Ticket, Message? Heard)> RecordAsync(FeedbackDb db, string? number, string? code, string text, Reading reading, string? key)
    {
        if (await ReceiptHolder.FindAsync(db, number, code) is not { } own)
        {
            return (null, null);
        }

        if (key != null && await db.Messages.AnyAsync(m => m.ConversationId == own.ConversationId && m.Key == key))
        {
            return (await db.WhereItGoesOnAsync(own), null);
        }

        var conversation = await db.Conversations.FirstAsync(c => c.Id == own.ConversationId);
        var heard = db.Append(conversation, new(Speaker.Customer, text)
        {
            Key = key,
            SenderId = Holder,
            Language = reading.Language,
            Reading = StoredReading.Write(reading),
        }, time.GetUtcNow().UtcDateTime);
        return ((await hear.RunAsync(db, own, conversation, heard)).Ticket, heard);
    }
}
