using FeedbackBot.Outbox;

namespace FeedbackBot.Satisfaction;

/// <summary>Puts a digest's facts into words, in the owner's language and time zone. Pure.</summary>
public static class ComposeDigest
{
    /// <param name="baseUrl">Where the console is, without a slash at the end.</param>
    public static Email Compose(DigestFacts facts, string baseUrl)
    {
        var words = new DigestWords(facts, baseUrl.TrimEnd('/'));
        return new(facts.Owner.Email, facts.Owner.Name, words.Subject, DigestText.Write(facts, words), DigestHtml.Write(facts, words));
    }
}
