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
            if ((talk.Turn.Known.Answers.GetValueOrDefault(need.Id) ?? talk.Lasting.GetValueOrDefault(need.Id)) is { } value)
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

    /// <summary>What this message tells that was not known yet.</summary>
    public static List<(Need Need, string Value)> Spotted(Talk talk, Heard? heard = null) =>
        [.. talk.Flow!.Needs
            .Where(n => n.Type.CanSpot && talk.Answer(n.Id) is null)
            .Select(n => (n, Value: n.Type.Spot(heard ?? talk.Heard)))
            .Where(f => f.Value is not null)
            .Select(f => (f.n, f.Value!))];

    public static void Spot(Talk talk, Heard? heard = null)
    {
        foreach (var (need, value) in Spotted(talk, heard))
            Put(talk, need, value);
        if (heard is null)
            Remember(talk);
    }

    public static void Put(Talk talk, Need need, string value)
    {
        var running = talk.Running!;
        talk.Running = running with
        {
            Answers = new Dictionary<string, string>(running.Answers) { [need.Id] = value },
            Skipped = [.. running.Skipped.Where(s => s != need.Id)],
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

    /// <summary>The matter itself has been told.</summary>
    public static bool Told(Talk talk) => talk.Flow is { Main: { } main } && talk.Answer(main.Id) is not null;

    /// <summary>An address or a number told in a message is kept, unverified, on this conversation's contact.</summary>
    public static void Remember(Talk talk)
    {
        var email = EmailAnswer.Find(talk.Heard.Plain);
        var phone = PhoneAnswer.Find(talk.Heard.Plain);
        if (email is not null || phone is not null)
            talk.Do(new RememberContact(null, email, phone));
    }
}
