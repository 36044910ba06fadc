using System.Security.Cryptography;
using System.Text;
using FeedbackBot.Conversations;
using FeedbackBot.Messages;
using FeedbackBot.Understanding;

namespace FeedbackBot.Host.Teams;

/// <summary>Who says something, and where: one conversation of ours. Among several people each has their own, in the same thread.</summary>
/// <param name="Key">The conversation's key.</param>
/// <param name="Facts">What is needed to answer there.</param>
/// <param name="Identity">Whom the channel vouches for; null where it vouches for nobody.</param>
/// <param name="Locale">The language of the client, where it says.</param>
/// <param name="TimeZone">The client's time zone (IANA), where it says.</param>
public sealed record Place(string Key, ReferenceFacts Facts, VerifiedIdentity? Identity, string? Locale, string? TimeZone)
{
    /// <summary>The channel that vouches for people; on others of the same registration the client says who it is.</summary>
    private const string Teams = "msteams";
    private const int MostKey = 200;

    /// <returns>Null where an activity lacks what an answer needs.</returns>
    public static Place? Of(ReceivedActivity activity, bool wholeThread = false)
    {
        if (activity is not { Conversation.Id: { Length: > 0 and <= 400 } thread, Recipient.Id: { Length: > 0 and <= 200 } bot, ServiceUrl.Length: > 0 and <= 400, ChannelId.Length: > 0 and <= 40 })
        {
            return null;
        }

        var scope = activity.Conversation.ConversationType switch
        {
            "channel" => ConversationScope.Channel,
            "groupChat" => ConversationScope.GroupChat,
            _ => ConversationScope.Personal,
        };
        var person = !wholeThread ? activity.From : scope != ConversationScope.Personal ? null
            : activity.From?.Id == bot ? activity.MembersAdded?.FirstOrDefault(m => m.Id != bot) ?? activity.From : activity.From;
        var isBot = person?.Id == bot;
        var tenant = Cut(activity.Conversation.TenantId ?? activity.ChannelData.Part("tenant").Text("id"), 100);
        var client = activity.Entities?.FirstOrDefault(e => e.Type == "clientInfo");
        return new(
            KeyOf(activity.ChannelId, thread, scope, person),
            new()
            {
                ChannelId = activity.ChannelId,
                ServiceUrl = activity.ServiceUrl,
                ThreadId = thread,
                Scope = scope,
                TenantId = tenant,
                BotId = bot,
                BotName = Cut(activity.Recipient.Name, 200),
                UserId = isBot ? null : Cut(person?.Id, 200),
                UserName = isBot ? null : Cut(person?.Name, 200),
            },
            isBot || activity.ChannelId != Teams || person?.AadObjectId is not { Length: > 0 and <= 60 } directory ? null : new($"teams:{directory}", Cut(person.Name, 200), null, null),
            activity.Locale ?? client?.Locale,
            client?.Timezone ?? activity.LocalTimezone);
    }

    /// <summary>What is said here, as every channel tells it.</summary>
    /// <param name="key">By which a repeat is known.</param>
    /// <param name="text">Plain.</param>
    /// <param name="value">A pressed button's.</param>
    public InboundMessage Says(string? key, string text, string? value = null) => new()
    {
        Channel = Conversation.Teams,
        ConversationKey = Key,
        MessageKey = key,
        SenderId = Facts.UserId,
        SenderName = Facts.UserName,
        Text = text,
        Value = value,
        Locale = Locale,
        TimeZone = TimeZone,
    };

    private static string KeyOf(string channel, string thread, ConversationScope scope, ReceivedPerson? person)
    {
        var place = channel == Teams ? thread : $"{channel}|{thread}";
        var key = scope == ConversationScope.Personal || person == null ? place : $"{place}|{person.AadObjectId ?? person.Id}";
        return key.Length <= MostKey ? key : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
    }

    private static string? Cut(string? text, int most) => text == null ? null : TextCleaning.Cut(text, most);
}
