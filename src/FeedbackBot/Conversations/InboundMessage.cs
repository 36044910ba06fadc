using FeedbackBot.Messages;
using FeedbackBot.Understanding;

namespace FeedbackBot.Conversations;

/// <summary>What a channel heard, in one form for all channels.</summary>
public sealed record InboundMessage
{
    /// <summary>webchat, teams or api.</summary>
    public required string Channel { get; init; }

    /// <summary>The channel's own id of the conversation.</summary>
    public required string ConversationKey { get; init; }

    /// <summary>The sender's key of this message; a key seen before has no second effect.</summary>
    public string? MessageKey { get; init; }

    public string? SenderId { get; init; }

    public string? SenderName { get; init; }

    public string Text { get; init; } = "";

    /// <summary>The value of a tapped button.</summary>
    public string? Value { get; init; }

    /// <summary>The page's or client's locale.</summary>
    public string? Locale { get; init; }

    /// <summary>The client's time zone (IANA), where it says.</summary>
    public string? TimeZone { get; init; }

    public IReadOnlyList<MessageAttachment> Attachments { get; init; } = [];

    /// <summary>The client's channelData as JSON, to be echoed untouched.</summary>
    public string? ChannelData { get; init; }

    /// <summary>What the host page says, by need id, with its address and title (<see cref="PageFacts"/>).</summary>
    public IReadOnlyDictionary<string, string>? PageAnswers { get; init; }

    /// <summary>The customer's words held a number that was hidden, such as a card's.</summary>
    public bool HidNumber { get; private init; }

    /// <summary>
    /// The same message, cleaned, with cards, ids, passports and accounts hidden wherever a client can put them: nothing behind this point
    /// (reading, state, log, case, search) ever holds one.
    /// </summary>
    internal InboundMessage WithoutPersonalNumbers()
    {
        var clean = TextCleaning.Clean(Text);
        var (text, value) = (PersonalData.Mask(clean), Hide(Value));
        return this with
        {
            Text = text,
            Value = value,
            HidNumber = text != clean || value != Value,
            MessageKey = Hide(MessageKey),
            SenderId = Hide(SenderId),
            SenderName = Hide(SenderName),
            ChannelData = ChannelData == null ? null : PersonalJson.Mask(ChannelData),
            Attachments = [.. Attachments.Select(a => a with { Name = PersonalData.Mask(a.Name) })],
            PageAnswers = PageAnswers?.ToDictionary(a => a.Key, a => PersonalData.Mask(a.Value)),
        };
    }

    private static string? Hide(string? text) => text == null ? null : PersonalData.Mask(text);
}

/// <summary>What a turn left in the log: the customer's message and the bot's replies, in order.</summary>
/// <param name="Repeated">The message had been heard before; these are the recorded replies and nothing new happened.</param>
public sealed record TurnRecord(Message Heard, IReadOnlyList<Message> Replies, bool Repeated);
