using System.Text.Json;
using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Conversations;

/// <summary>One message: hear, read, decide, record in one commit. What it leaves in the log is the answer.</summary>
public sealed class TakeTurn(
    UnitOfWork unit, ReadMessage read, EmbeddedReader reader, LateReadings lateReadings, SurveysUnderWay surveys, PerformActs perform, LapsedTurn lapsed, TimeProvider time, IOptions<ConversationOptions> options)
{
    private const int MostOpenTickets = 5;

    // Compiled for the provider of this process, so not static: tests have both.
    private readonly Func<FeedbackDb, string, string, Task<Conversation?>> _findConversation =
        EF.CompileAsyncQuery((FeedbackDb db, string channel, string key) =>
            db.Set<Conversation>().FirstOrDefault(c => c.Channel == channel && c.Key == key));

    private readonly Func<FeedbackDb, Guid, string, Task<Message?>> _findByKey =
        EF.CompileAsyncQuery((FeedbackDb db, Guid conversation, string key) =>
            db.Set<Message>().AsNoTracking().FirstOrDefault(m => m.ConversationId == conversation && m.Key == key));

    private readonly Func<FeedbackDb, Guid, Task<Contact>> _findContact =
        EF.CompileAsyncQuery((FeedbackDb db, Guid id) => db.Set<Contact>().First(c => c.Id == id));

    public async Task<TurnRecord> RunAsync(InboundMessage told, CancellationToken cancellation = default)
    {
        var inbound = told.WithoutPersonalNumbers();
        var text = inbound.Text;
        var part = TextCleaning.Cut(text, options.Value.MostRead);
        var (reading, late) = await read.InTimeAsync(part, inbound.Locale, cancellation);
        var record = await unit.RunAsync(db => RecordAsync(db, inbound, text, part, reading), cancellation);
        if (!record.Repeated) lateReadings.Follow(record.Heard, late);
        return record;
    }

    private async Task<TurnRecord> RecordAsync(FeedbackDb db, InboundMessage inbound, string text, string part, Reading reading)
    {
        var conversation = await _findConversation(db, inbound.Channel, inbound.ConversationKey)
            ?? throw new RuleViolation("not_found", "There is no such conversation.");
        if (inbound.MessageKey != null && await _findByKey(db, conversation.Id, inbound.MessageKey) is { } before)
        {
            return new(before, await RepliesAsync(db, before), Repeated: true);
        }

        var contact = await _findContact(db, conversation.ContactId);
        var pause = time.GetUtcNow().UtcDateTime - conversation.LastMessageAt;
        var heard = Hear(db, conversation, inbound, text, reading);
        Learn(contact, inbound);
        var turn = new Turn
        {
            Text = part,
            Value = inbound.Value,
            Attachments = inbound.Attachments.Count,
            Reading = reading,
            ReadPart = said => reader.Read(said, inbound.Locale),
            Now = LocalNow(contact, conversation),
            ChannelLanguage = conversation.Locale,
            Known = await WhatIsKnownAsync(db, conversation, contact, inbound.PageAnswers, time.GetUtcNow().UtcDateTime),
            HidNumber = inbound.HidNumber,
            AfterPause = pause >= options.Value.PauseBeforeRecap,
        };
        var stand = await surveys.LookAsync(db, StateOf(conversation));
        var isAgents = conversation.TurnOwner == TurnOwner.Agent && !(turn.Known.WaitsForPerson && FlowRunner.LeavesLine(stand.Book, turn));
        if (isAgents && !await lapsed.HasLapsedAsync(db, conversation, pause))
        {
            await perform.PassToAgentAsync(db, conversation, heard);
            return new(heard, [], Repeated: false);
        }

        var decision = await DecideAsync(db, conversation, stand, turn);
        if (isAgents && await StaysWithAgentAsync(db, conversation, heard, stand, turn, decision) is { } told)
        {
            return new(heard, told, Repeated: false);
        }

        var replies = await perform.RunAsync(db, new(conversation, contact, heard), decision);
        return new(heard, replies, Repeated: false);
    }

    /// <summary>The agent has long gone on to other work: only what is the bot's business gives it the turn.</summary>
    /// <returns>What the customer is told; null where the bot has the turn now.</returns>
    private async Task<IReadOnlyList<Message>?> StaysWithAgentAsync(FeedbackDb db, Conversation conversation, Message heard, ChatStand stand, Turn turn, Decision decision)
    {
        var isForBot = LapsedTurn.IsForBot(stand.Book, stand.State, turn, decision);
        var landed = !isForBot || LapsedTurn.BeginsMatter(stand.Book, stand.State, turn, decision) ? await perform.PassToAgentAsync(db, conversation, heard) : null;
        if (isForBot || landed == null)
        {
            conversation.GiveTurnTo(TurnOwner.Bot);
            return null;
        }

        return landed.Told == null && await lapsed.TellAsync(db, conversation, landed.Ticket, heard) is { } told ? [told] : [];
    }

    /// <summary>Only where an idea was just told is one like it looked for, and with it the turn is decided again: deciding changes nothing.</summary>
    private async Task<Decision> DecideAsync(FeedbackDb db, Conversation conversation, ChatStand stand, Turn turn)
    {
        var decision = FlowRunner.Decide(stand.Book, stand.State, turn);
        return decision is { Idea: { } idea, State.Language: { } language } && await db.IdeaLikeAsync(idea, language, conversation.ContactId) is { } similar
            ? FlowRunner.Decide(stand.Book, stand.State, turn with { Known = turn.Known with { SimilarIdea = similar } })
            : decision;
    }

    internal static ConversationState StateOf(Conversation conversation) => conversation.State == null
        ? ConversationState.Start
        : JsonSerializer.Deserialize(conversation.State, StateJson.Default.ConversationState)!;

    private Message Hear(FeedbackDb db, Conversation conversation, InboundMessage inbound, string text, Reading reading) =>
        db.Append(conversation, new(Speaker.Customer, text)
        {
            Key = inbound.MessageKey,
            SenderId = inbound.SenderId,
            SenderName = inbound.SenderName,
            Language = reading.Language,
            Reading = StoredReading.Write(reading),
            Extras = inbound is { ChannelData: null, Value: null, Attachments.Count: 0 }
                ? null
                : new() { ChannelData = inbound.ChannelData, Value = inbound.Value, Attachments = inbound.Attachments.Count == 0 ? null : inbound.Attachments },
        }, time.GetUtcNow().UtcDateTime);

    private void Learn(Contact contact, InboundMessage inbound)
    {
        if (contact.TimeZone == null && inbound.TimeZone != null && TimeZoneInfo.TryFindSystemTimeZoneById(inbound.TimeZone, out _))
        {
            contact.Update(new(TimeZone: inbound.TimeZone), time.GetUtcNow().UtcDateTime);
        }
    }

    internal static async Task<Known> WhatIsKnownAsync(FeedbackDb db, Conversation conversation, Contact contact, IReadOnlyDictionary<string, string>? page, DateTime now) => new()
    {
        ContactName = contact.Name,
        Identified = contact.ExternalId != null,
        Email = conversation.IsShared ? null : contact.Email,
        Phone = conversation.IsShared ? null : contact.Phone,
        ChannelReachesPerson = contact.ExternalId != null || conversation.IsPushed,
        WaitsForPerson = conversation.TicketCount > 0 && await db.AgentChats.AnyAsync(c => c.ConversationId == conversation.Id && c.State == ChatState.Waiting),
        OpenTickets = contact.ExternalId == null && conversation.TicketCount == 0 ? [] : await OpenTicketsAsync(db, contact, conversation),
        Answers = page ?? new Dictionary<string, string>(),
        Orders = conversation.IsShared ? [] : await db.OrdersOfAsync(contact, now),
        Today = LocalTime.DayOf(now, contact.TimeZone),
    };

    /// <summary>By the clock on the customer's wall; where that is unknown, by the one most people of the page's language have.</summary>
    private DateTime LocalNow(Contact contact, Conversation conversation) =>
        LocalTime.Of(time.GetUtcNow().UtcDateTime, contact.TimeZone ?? (Languages.IsChinese(conversation.Locale) ? "Asia/Shanghai" : "UTC"));

    /// <summary>Where others hear it, only those that were filed there.</summary>
    private static async Task<IReadOnlyList<string>> OpenTicketsAsync(FeedbackDb db, Contact contact, Conversation conversation) =>
        [.. (await db.Tickets.AsNoTracking()
            .Where(t => t.ContactId == contact.Id && (!conversation.IsShared || t.ConversationId == conversation.Id) && t.Status != TicketStatus.Resolved && t.Status != TicketStatus.Closed)
            .OrderByDescending(t => t.Number).Take(MostOpenTickets).Select(t => t.Number).ToListAsync()).Select(TicketNumber.Format)];

    private static Task<List<Message>> RepliesAsync(FeedbackDb db, Message heard) =>
        db.Messages.AsNoTracking()
            .Where(m => m.ConversationId == heard.ConversationId && m.ReplyTo == heard.Sequence)
            .OrderBy(m => m.Sequence)
            .ToListAsync();
}
