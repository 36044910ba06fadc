using FeedbackBot.Accounts;
using FeedbackBot.Understanding;

namespace FeedbackBot.Tickets;

/// <summary>How an answer gets to the customer of a case.</summary>
/// <param name="InChat">There is a chat in which it can be read.</param>
/// <param name="Email">Where it is mailed when nobody reads it there; null where it is not.</param>
/// <param name="Phone">A number to call, where nothing else reaches them.</param>
public sealed record HowReached(bool InChat, string? Email, string? Phone)
{
    public static readonly HowReached InChatOnly = new(true, null, null);

    private const string Field = "reply_to";

    /// <summary>
    /// The address given for the answer counts before any other. Who wants no answer gets none by mail; who wants it in the chat gets mail only
    /// at an address that their own site vouches for, because one mentioned in passing may be anybody's.
    /// </summary>
    /// <param name="channel">Of the conversation; api has nobody at the other end.</param>
    public static HowReached Of(Contact contact, Ticket? ticket, string channel)
    {
        var wish = ticket?.Fields.GetValueOrDefault(Field)?.Trim();
        var email = wish switch
        {
            "none" => null,
            "here" => contact.ExternalId == null ? null : contact.Email,
            { Length: > 0 } when IsAddress(wish) => wish,
            _ => contact.Email,
        };
        var phone = contact.Phone ?? (wish is { Length: > 0 } && wish.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or ' ') ? wish : null);
        var mayMail = contact.Preferences.Channel is null or "email";
        return new(channel != "api", mayMail && IsAddress(email) ? email : null, phone);
    }

    private static bool IsAddress(string? text) =>
        text != null && PersonalData.Find(text) is [{ Kind: PersonalDataKind.Email } found] && found.Length == text.Length;
}
