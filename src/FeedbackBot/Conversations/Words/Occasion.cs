namespace FeedbackBot.Conversations;

/// <summary>When a message was said, by the customer's own clock, and the language of the talk so far: what "昨天", "11/3" and a bare amount depend on.</summary>
/// <param name="Now">Local to the customer; the default value means that it is not known, and no day is made of what depends on it.</param>
internal readonly record struct Occasion(DateTime Now, string Language);
