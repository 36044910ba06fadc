using FeedbackBot.Conversations.Answers;
using FeedbackBot.Understanding;

namespace FeedbackBot.Conversations;

/// <summary>Takes answers out of whatever is said, so that nothing is asked that is known.</summary>
internal static class Filling
{
    /// <summary>Keeps the strongest of what the messages of a matter amounted to.</summary>
    public static void Weigh(Talk talk)
    {
        var reading = talk.Turn.Reading;
        var running = talk.Running!;
        talk.Running = running with
        {
            Kind = running.Kind ?? Kind(reading),
            Flags = running.Flags | reading.Flags,
            Urgency = reading.Urgency > running.Urgency ? reading.Urgency : running.Urgency,
        };
    }

    /// <summary>The kind that the reader stands by; a bare answer is none.</summary>
    public static FeedbackKind? Kind(Reading reading) =>
        reading is { KindAbstained: false, Kind: { Label: not FeedbackKind.Other } kind } ? kind.Label : null;

    /// <summary>What the host page, an earlier matter and the contact are known for, where the customer has not said it.</summary>
    public static void Known(Talk talk)
    {
        foreach (var need in talk.Flow!.Needs)
        {
            if (talk.Page.GetValueOrDefault(need.Id) is { } whole && talk.Answer(need.Id) is { } part && need.KnownFromPage && whole.Contains(part, StringComparison.OrdinalIgnoreCase))
                Put(talk, need, whole); // "the lamp": the page knows which
            if (talk.Answer(need.Id) is not null || talk.Running!.Skipped.Contains(need.Id) || talk.Running.Step == need.Id)
                continue;
            if ((FromPage(talk, need) ?? FromBefore(talk, need) ?? FromContact(talk, need)) is { } value)
                Put(talk, need, value);
        }
    }

    /// <summary>The page is believed where an answer of the customer would be; the matter itself is theirs to tell.</summary>
    private static string? FromPage(Talk talk, Need need) =>
        !need.FromMessage && talk.Page.GetValueOrDefault(need.Id) is { } given
            ? need.Type.Given(talk.Hear(given, Reading.Nothing("page"))) : null;

    private static string? FromBefore(Talk talk, Need need) => need.Type switch
    {
        OrderNumberAnswer => OwnOrders.SameAsBefore(talk, need, Story(talk)),
        ContactChannelAnswer => talk.Lasting.GetValueOrDefault(need.Id) ?? Reached(talk),
        _ => null,
    };

    /// <summary>How to reach the customer, whatever another flow calls it.</summary>
    private static string? Reached(Talk talk) =>
        talk.Lasting.FirstOrDefault(l => talk.Book.Flows.Any(f => f.Find(l.Key) is { Type: ContactChannelAnswer })).Value;

    private static string? FromContact(Talk talk, Need need) =>
        need.KnownFromContact && need.When?.Holds(talk.Now) != false ? OfContact(talk, need) : null;

    private static string? OfContact(Talk talk, Need need) => need.Type switch
    {
        TicketNumberAnswer => talk.Tickets.LastOrDefault() ?? talk.Turn.Known.OpenTickets.FirstOrDefault(),
        EmailAnswer => talk.Turn.Known.Email,
        _ => talk.Turn.Known.Email ?? talk.Turn.Known.Phone,
    };

    /// <summary>What the matter is about, in the customer's words so far.</summary>
    public static Heard Story(Talk talk) =>
        talk.Flow is { Main: { } main } && talk.Answer(main.Id) is { } told ? talk.Hear(told) : talk.Heard;

    /// <summary>What this message tells, of all that is asked or shown, that was not known yet.</summary>
    public static List<(Need Need, string Value)> Spotted(Talk talk, Heard? heard = null) =>
        [.. Found(talk, heard).Where(f => !f.Need.InPassing)];

    private static List<(Need Need, string Value)> Found(Talk talk, Heard? heard) =>
        [.. talk.Flow!.Needs
            .Where(n => n.Type.CanSpot && talk.Answer(n.Id) is null && (n.Kept is null || n.When?.Holds(talk.Now) != false))
            .Select(n => (n, Value: n.Type.Spot(heard ?? talk.Heard) ?? OwnOrders.Meant(talk, n, heard ?? talk.Heard)))
            .Where(f => f.Value is not null)
            .Select(f => (f.n, f.Value!))];

    /// <summary>What a message tells that these needs want to know, by id, whether or not it is known.</summary>
    public static Dictionary<string, string> SpottedBy(IEnumerable<Need> needs, Heard heard) => needs.Where(n => n.Type.CanSpot)
        .Select(n => (n.Id, Value: n.Type.Spot(heard))).Where(v => v.Value is not null)
        .ToDictionary(v => v.Id, v => v.Value!);

    public static void Spot(Talk talk, Heard? heard = null)
    {
        foreach (var (need, value) in Found(talk, heard))
            Put(talk, need, value);
        if (heard is null)
            Remember(talk);
    }

    /// <summary>What was told in passing is put right the same way: without a word about it.</summary>
    public static void PutRight(Talk talk)
    {
        foreach (var need in talk.Flow!.Needs.Where(n => n.InPassing))
        {
            if (talk.Answer(need.Id) is { } present && need.Type.Correct(talk.Heard, present) is { } other)
                Put(talk, need, other);
        }
    }

    /// <summary>What a told trouble only mentions may be what is wanted of it; it stands in the summary, where it can be corrected.</summary>
    public static void Mentioned(Talk talk, Heard told)
    {
        if (!Told(talk))
            return;
        foreach (var need in talk.Flow!.Needs.Where(n => n.Type is ChoiceAnswer && talk.Answer(n.Id) is null))
        {
            if (((ChoiceAnswer)need.Type).Mentioned(told) is { } value)
                Put(talk, need, value);
        }
    }

    public static void Put(Talk talk, Need need, string value)
    {
        Put(talk, need.Id, OwnOrders.Written(talk, need, value));
        if (need.FromMessage && Gist.Needs(value))
            talk.Running = talk.Running! with { Gist = Gist.Of(value, Sentences(talk, value)) };
        OwnOrders.PutProduct(talk, need, value);
    }

    /// <summary>Keeps an answer under a name that may be no need of the file any more.</summary>
    public static void Put(Talk talk, string id, string value)
    {
        var running = talk.Running!;
        talk.Running = running with
        {
            Answers = new Dictionary<string, string>(running.Answers) { [id] = value },
            Skipped = [.. running.Skipped.Where(s => s != id)],
        };
        Finishing.KeepResponse(talk, id);
    }

    /// <summary>How the story's sentences feel, where it is what was just read.</summary>
    private static IReadOnlyList<SentenceReading> Sentences(Talk talk, string story) =>
        talk.Turn.Text.IndexOf(story, StringComparison.Ordinal) is >= 0 and var at
            ? [.. talk.Turn.Reading.Sentences.Select(s => s with { Start = s.Start - at })] : [];

    public static void Forget(Talk talk, Need need)
    {
        var answers = new Dictionary<string, string>(talk.Running!.Answers);
        answers.Remove(need.Id);
        talk.Running = talk.Running with { Answers = answers };
    }

    /// <summary>What was said beside the answers goes into the case.</summary>
    public static void Note(Talk talk, string text) =>
        talk.Running = talk.Running! with { Notes = [.. talk.Running.Notes, text] };

    /// <summary>The matter itself has been told, or the flow has no need for it.</summary>
    public static bool Told(Talk talk) => talk.Flow is { } flow && (flow.Main is null || talk.Answer(flow.Main.Id) is not null);

    /// <summary>An address or a number told in a message is kept, unverified, on this conversation's contact.</summary>
    public static void Remember(Talk talk)
    {
        var email = EmailAnswer.Find(talk.Heard.Plain);
        var phone = PhoneAnswer.Find(talk.Heard.Plain);
        if (email is not null || phone is not null)
            talk.Do(new RememberContact(null, email, phone));
    }
}
