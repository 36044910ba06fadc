using FeedbackBot.Messages;

namespace FeedbackBot.Tickets;

/// <summary>The parts of one chat that belong to cases hidden from somebody: from where such a case began to where the next one did, and whatever names its number.</summary>
public sealed class HiddenTalk(IReadOnlyList<HiddenTalk.Stretch> cases)
{
    public static readonly HiddenTalk Nothing = new([]);

    private readonly string[] _hidden = [.. cases.Where(c => c.IsHidden).Select(c => TicketNumber.Format(c.Number))];

    public bool IsNothing => _hidden.Length == 0;

    public bool Hides(Message message) => !IsNothing
        && (Hides(message.Sequence, message.Text) || cases.Any(c => c.IsHidden && c.Number == message.TicketNumber) || Names(message.Ticket));

    public bool Hides(int sequence, string text) => !IsNothing
        && (cases.LastOrDefault(c => c.From <= sequence) is { IsHidden: true } || Names(text));

    private bool Names(string? text) => text != null && _hidden.Any(id => text.Contains(id, StringComparison.OrdinalIgnoreCase));

    /// <summary>A case of the chat, and the message that began it.</summary>
    public sealed record Stretch(long Number, int From, bool IsHidden);
}
