using FeedbackBot.Messages;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Conversations;

/// <summary>Performs the effects that concern cases.</summary>
public sealed class PerformTicketActs(
    OpenTicket openTicket, HearCustomer hear, RoutingBook routing, EmbeddedReader reader, ReadMessage read, PerformChatActs chats, TimeProvider time)
{
    private const int MostDescription = 20_000;

    /// <summary>Cases asked about in one conversation that were not this customer's; then the answer is the same whatever is asked.</summary>
    private const int MostFailedLookups = 10;

    public async Task<Outcome> OpenAsync(FeedbackDb db, TurnScene scene, FileCase act)
    {
        // Within a commit nobody may be waited for, so the reader on this machine reads what several messages make together.
        var reading = reader.Read(act.Description, scene.State.Language);
        var kind = Triage.KindOf(act.Kind);
        var first = await FirstSequenceAsync(db, scene, act.FirstTurn);
        var (lateUrgency, lateFlags) = await FoundLateAsync(db, scene, first, reading.Reader);
        var urgency = new[] { act.Urgency, reading.Urgency, lateUrgency }.Max();
        var flags = act.Flags | reading.Flags | lateFlags;
        var description = PersonalData.Mask(act.Description);
        var code = ReceiptCode.New();
        var facts = new NewTicket
        {
            Kind = kind,
            Priority = Triage.PriorityOf(urgency, flags, kind),
            Subject = Triage.SubjectOf(description),
            Description = TextCleaning.Cut(description, MostDescription),
            Language = reading.Language == "und" ? scene.State.Language ?? scene.Conversation.Locale : reading.Language,
            Topics = act.Topic is { } topic ? [topic] : [.. reading.Topics.Select(t => t.Label)],
            Sentiment = reading.Sentiment,
            Flags = flags,
            Reading = StoredReading.Write(reading),
            ListeningPost = scene.Conversation.Channel,
            Channel = scene.Conversation.Channel,
            ConversationId = scene.Conversation.Id,
            FirstSequence = first,
            ContactId = scene.Contact.Id,
            ReceiptCode = ReceiptCode.HashOf(code),
            Fields = act.Fields.ToDictionary(f => f.Key, f => PersonalData.Mask(f.Value)),
        };
        var opened = await openTicket.RunAsync(db, facts, scene.Contact);
        scene.Conversation.CountTicket();
        scene.State = scene.State with { Tickets = [.. scene.State.Tickets, opened.Ticket.Id] };
        var said = new Outcome(IsAtWork(opened.Promise.Calendar) || !act.Outcomes.ContainsKey("opened_later") ? "opened" : "opened_later") { ReceiptOf = opened.Ticket.Id, Facts = FactsOf(opened, scene, code) };
        return said.Name == "opened" ? await chats.OfferAsync(db, scene, act, opened.Ticket, said) : said;
    }

    public async Task<Outcome> TellAsync(FeedbackDb db, TurnScene scene, TellStatus act)
    {
        if (scene.State.FailedLookups >= MostFailedLookups)
        {
            return new("limited");
        }

        var ticket = await FindAsync(db, scene, act.Number) ?? await ProvedAsync(db, scene, act);
        if (ticket == null)
        {
            scene.State = scene.State with { FailedLookups = scene.State.FailedLookups + 1 };
            return new("none");
        }

        var named = ticket.Id;
        ticket = await db.WhereItGoesOnAsync(ticket);
        var language = LanguageOf(scene);
        var book = await routing.OpenAsync();
        var next = ticket.Clocks.Where(c => c.IsRunning && ClockName.IsForCustomer(c.Name)).OrderBy(c => c.DueAt).FirstOrDefault();
        return new("found")
        {
            Facts = new Dictionary<string, string>
            {
                ["ticket"] = named,
                ["status"] = Texts.Get(language, "status." + ColumnForms.Word(ticket.Status)),
                ["last_event"] = When(ticket.UpdatedAt, scene, "UTC"),
                ["team"] = (book.TeamOf(ticket.TeamId) ?? book.DefaultTeam).Name.In(language),
                ["next_promise"] = next == null || !ticket.IsOpen
                    ? Texts.Get(language, "promise.none")
                    : Texts.Get(language, "promise." + next.Name, ("due", When(next.DueAt, scene, next.TimeZone))),
            },
        };
    }

    public async Task<Outcome> AddAsync(FeedbackDb db, TurnScene scene, AddToTicket act)
    {
        // A number that is not theirs, mistyped mostly, loses nothing of what was said: it goes to their last case, which the answer names.
        var named = act.Number == null ? null : await FindAsync(db, scene, act.Number);
        var ticket = named ?? await AskedAboutAsync(db, scene) ?? await FindAsync(db, scene, null);
        if (ticket == null)
        {
            return new("none");
        }

        // Heard at the message's own time, by which a late reading of it finds the case again.
        var landed = scene.Heard == null ? new(await db.WhereItGoesOnAsync(ticket), null) : await hear.RunAsync(db, ticket, scene.Conversation, scene.Heard);
        if (landed.Told is { } told)
        {
            scene.Replies.Add(told);
            scene.State = scene.State with { Tickets = [.. scene.State.Tickets, landed.Ticket.Id] };
            return Outcome.Silent;
        }

        ticket = landed.Ticket;
        ticket.Fill(act.Fields.ToDictionary(f => f.Key, f => PersonalData.Mask(f.Value)), Actor.Customer, time.GetUtcNow().UtcDateTime);
        db.AnnounceTicket(ticket);
        var promise = (await routing.OpenAsync()).Promise(OpenTicket.FactsOf(ticket), time.GetUtcNow().UtcDateTime);
        return IsAtWork(promise.Calendar) ? await chats.OfferAsync(db, scene, act, ticket, Named("added", ticket)) : Named("added", ticket);
    }

    public async Task<Outcome> AmendAsync(FeedbackDb db, TurnScene scene, AmendCase act)
    {
        if (await FindAsync(db, scene, act.Number) is not { } named)
        {
            return new("none");
        }

        var (ticket, now) = (await OwnWholeAsync(db, named), time.GetUtcNow().UtcDateTime);
        if (ticket.Amend(act.Fields.ToDictionary(f => f.Key, f => PersonalData.Mask(f.Value)), Actor.Customer, now))
        {
            await db.RecuseNamedLaterAsync(ticket, act.Fields.Values, now);
            db.AnnounceTicket(ticket);
        }

        return Named("added", ticket);
    }

    public async Task<Outcome> WithdrawAsync(FeedbackDb db, TurnScene scene, WithdrawTicket act)
    {
        var ticket = await FindAsync(db, scene, act.Number);
        if (ticket == null)
        {
            return new("none");
        }

        var named = ticket;
        ticket = await OwnWholeAsync(db, ticket);
        ticket.Withdraw(Actor.Customer, time.GetUtcNow().UtcDateTime);
        db.AnnounceTicket(ticket);
        return Named("withdrawn", named);
    }

    /// <summary>The case in which theirs goes on, where that is this customer's too; of somebody else's they change nothing.</summary>
    private static async Task<Ticket> OwnWholeAsync(FeedbackDb db, Ticket named) =>
        await db.WhereItGoesOnAsync(named) is var whole && whole.ContactId == named.ContactId ? whole : named;

    private static Outcome Named(string name, Ticket ticket) =>
        new(name) { Facts = new Dictionary<string, string> { ["ticket"] = ticket.Id } };

    private bool IsAtWork(WorkCalendar calendar) => calendar.Hours.IsOpenAt(LocalTime.Of(time.GetUtcNow().UtcDateTime, calendar.TimeZone));

    /// <summary>Somebody else's case whose receipt code is shown: from now on this conversation may ask about it and add to it.</summary>
    private static async Task<Ticket?> ProvedAsync(FeedbackDb db, TurnScene scene, TellStatus act)
    {
        if (act.Code == null || await ReceiptHolder.FindAsync(db, act.Number, act.Code) is not { } ticket)
        {
            return null;
        }

        scene.State = scene.State with { Shown = [.. scene.State.Shown, ticket.Id] };
        return ticket;
    }

    /// <summary>A case of this conversation or of its identified contact, or one whose code was shown; never anybody else's, and a missing number looks the same as a foreign one.</summary>
    private static async Task<Ticket?> FindAsync(FeedbackDb db, TurnScene scene, string? number)
    {
        var contact = scene.Contact.ExternalId == null ? Guid.Empty : scene.Contact.Id;
        var shown = scene.State.Shown.Select(n => TicketNumber.Parse(n) ?? 0).ToList();
        var own = db.Tickets.Include(t => t.Clocks)
            .Where(t => t.ConversationId == scene.Conversation.Id || t.ContactId == contact || shown.Contains(t.Number));
        return number == null
            ? await own.OrderByDescending(t => t.Number).FirstOrDefaultAsync()
            : await own.FirstOrDefaultAsync(t => t.Number == (TicketNumber.Parse(number) ?? 0));
    }

    /// <summary>The case that the survey of this turn is about.</summary>
    private static async Task<Ticket?> AskedAboutAsync(FeedbackDb db, TurnScene scene)
    {
        var asked = db.Invitations.Where(i => i.Id == scene.Subject);
        return scene.Subject == null ? null : await db.Tickets.Include(t => t.Clocks).FirstOrDefaultAsync(t => asked.Any(i => i.TicketNumber == t.Number));
    }

    private static async Task<int> FirstSequenceAsync(FeedbackDb db, TurnScene scene, int? firstTurn)
    {
        if (scene.Heard is not { } heard)
        {
            return 1;
        }

        var turnsAgo = scene.State.Turns - (firstTurn ?? 0);
        if (firstTurn is not > 0 || turnsAgo <= 0)
        {
            return heard.Sequence;
        }

        // Counted back from here: what was said to an agent before is in the log, but was no turn of the bot's.
        return await db.Messages.Where(m => m.ConversationId == scene.Conversation.Id && m.Speaker == Speaker.Customer && m.Sequence < heard.Sequence)
            .OrderByDescending(m => m.Sequence).Skip(turnsAgo - 1).Select(m => m.Sequence).FirstOrDefaultAsync();
    }

    /// <summary>What second readers found in the messages of this matter after their turns were answered.</summary>
    private async Task<(Urgency Urgency, ReadingFlags Flags)> FoundLateAsync(FeedbackDb db, TurnScene scene, int first, string embedded)
    {
        if (!read.AsksOthers) return default;
        var stored = await db.Messages
            .Where(m => m.ConversationId == scene.Conversation.Id && m.Speaker == Speaker.Customer && m.Sequence >= first && m.Reading != null)
            .Select(m => m.Reading).ToListAsync();
        var late = stored.Select(StoredReading.Read).OfType<Reading>().Where(r => r.Reader != embedded).ToList();
        return (late.Select(r => r.Urgency).DefaultIfEmpty().Max(), late.Aggregate(ReadingFlags.None, (flags, r) => flags | r.Flags));
    }

    private static string LanguageOf(TurnScene scene) => scene.State.Language ?? scene.Conversation.Locale;

    private static Dictionary<string, string> FactsOf(OpenedTicket opened, TurnScene scene, string code) => new()
    {
        ["ticket"] = opened.Ticket.Id,
        ["team"] = opened.Team.Name.In(LanguageOf(scene)),
        ["first_response"] = When(opened.Promise.FirstResponseDueAt, scene, opened.Promise.Calendar.TimeZone),
        ["resolution"] = When(opened.Promise.ResolutionDueAt, scene, opened.Promise.Calendar.TimeZone),
        ["code"] = code,
    };

    private static string When(DateTime at, TurnScene scene, string fallbackZone) =>
        LocalTime.Say(at, scene.Contact.TimeZone ?? fallbackZone, LanguageOf(scene));
}
