namespace FeedbackBot.Conversations;

/// <summary>A question the site answers by itself (dialogs/faq.yaml).</summary>
internal sealed record FaqEntry(string Id, Phrases Asked, Wording Answer);
