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

    /// <summary>Starts with what the host page and the contact are known for.</summary>
    public static void Known(Talk talk)
    {
        foreach (var need in talk.Flow!.Needs)
        {
            if ((talk.Turn.Known.Answers.GetValueOrDefault(need.Id) ?? Lasting(talk, need)) is { } value)
                Put(talk, need, value);
            else if (need.KnownFromContact && talk.Answer(need.Id) is null && need.When?.Holds(talk.Now) != false && OfContact(talk, need) is { } known)
                Put(talk, need, known);
        }
    }

    private static string? OfContact(Talk talk, Need need) => need.Type switch
    {
        TicketNumberAnswer => talk.Tickets.LastOrDefault() ?? talk.Turn.Known.OpenTickets.FirstOrDefault(),
        EmailAnswer => talk.Turn.Known.Email,
        _ => talk.Turn.Known.Email ?? talk.Turn.Known.Phone,
    };

    private static string? Lasting(Talk talk, Need need) =>
        need.Type is ContactChannelAnswer ? talk.Lasting.GetValueOrDefault(need.Id) ?? talk.Lasting.Values.FirstOrDefault() : null;

    /// <summary>What this message tells, of all that is asked or shown, that was not known yet.</summary>
    public static List<(Need Need, string Value)> Spotted(Talk talk, Heard? heard = null) =>
        [.. Found(talk, heard).Where(f => !f.Need.InPassing)];

    private static List<(Need Need, string Value)> Found(Talk talk, Heard? heard) =>
        [.. talk.Flow!.Needs
            .Where(n => n.Type.CanSpot && talk.Answer(n.Id) is null)
            .Select(n => (n, Value: n.Type.Spot(heard ?? talk.Heard)))
            .Where(f => f.Value is not null)
            .Select(f => (f.n, f.Value!))];

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

    public static void Put(Talk talk, Need need, string value) => Put(talk, need.Id, value);

    /// <summary>Keeps an answer under a name that may be no need of the file any more.</summary>
    public static void Put(Talk talk, string id, string value)
    {
        var running = talk.Running!;
        talk.Running = running with
        {
            Answers = new Dictionary<string, string>(running.Answers) { [id] = value },
            Skipped = [.. running.Skipped.Where(s => s != id)],
        };
    }

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
